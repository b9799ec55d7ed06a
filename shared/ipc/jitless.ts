import { config } from 'zod';

/**
 * Imported before any schema is made. Zod's compiled parsers need `new Function`; the window's content security policy
 * forbids it, and the mere attempt is reported as a violation.
 */
config({ jitless: true });
