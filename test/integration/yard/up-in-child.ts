import { Yard } from '../../../electron/engine/yard/yard.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';

/** Runs `up` in a process that a test can kill; each line of progress is printed as it comes. */
const [directory = ''] = process.argv.slice(2);
await new Yard({ directory, connector: createConnector() }).up({ onProgress: (line) => console.log(line) });
