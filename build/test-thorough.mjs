// `npm run test:thorough`: as `npm test`, with every case of what that meets a few of each day (test/kit/few-of.ts).
process.env['SIGNALBOX_TESTS'] = 'thorough';
await import('./test.mjs');
