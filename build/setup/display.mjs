/**
 * Whether a window can be opened for the person who started this process.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {boolean}
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false') return false;
  if (platform === 'linux') return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  return env['SSH_CONNECTION'] === undefined;
}
