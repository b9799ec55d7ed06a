import { expect, test } from 'vitest';
import { createScriptedBridge } from '../../../ui/state/testing/scripted-bridge.ts';
import { rejoinWizardOf } from './rejoin-wizard.ts';

test('asks at once whether this very server may follow, each with a wizard of its own', async () => {
  const bridge = createScriptedBridge();
  const wizard = rejoinWizardOf(bridge, 'shop', 'old:3306');
  const opened = wizard.open(null);
  await (await bridge.asked('operation.running')).answer([]);
  await opened;
  expect((await bridge.asked('rejoin.preview')).input).toEqual({ cluster: 'shop', server: 'old:3306', accept: [] });
  expect(wizard.getState().station).toBe('checks');
  expect(rejoinWizardOf(bridge, 'shop', 'old:3306')).toBe(wizard);
  expect(rejoinWizardOf(bridge, 'shop', 'other:3306')).not.toBe(wizard);
});
