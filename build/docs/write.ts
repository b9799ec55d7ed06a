import { writeFile } from 'node:fs/promises';
import { operationsPage, pagePath } from './operations/page.ts';

await writeFile(pagePath, operationsPage());
