import type { Page } from 'playwright-core';

/** WCAG 2.2, 1.4.3: text needs this contrast against what it stands on. */
const least = 4.5;

/**
 * The texts in sight whose contrast with their background is less than 4.5:1, each with its ratio. Disabled controls
 * are excepted, as the standard has it.
 */
export async function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(findFaintTexts, least);
}

/** Runs in the page, so it may use nothing from outside. */
function findFaintTexts(limit: number): string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (canvas === null) throw new Error('This browser draws nothing.');

  const read = (text: string): Colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (above: Colour, below: Colour): Colour => {
    const mix = (at: 0 | 1 | 2): number => above[at] * above[3] + below[at] * (1 - above[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const behind = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1];
    const own = read(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };
  const luminance = (colour: Colour): number => {
    const channel = (value: number): number =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * channel(colour[0]) + 0.7152 * channel(colour[1]) + 0.0722 * channel(colour[2]);
  };
  const contrast = (one: Colour, other: Colour): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const faint: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() !== null) {
    const text = texts.currentNode.textContent?.trim() ?? '';
    const element = texts.currentNode.parentElement;
    if (text === '' || element === null || !element.checkVisibility({ opacityProperty: true })) continue;
    if (element.closest('[aria-disabled="true"], :disabled, .visually-hidden, script, style') !== null) continue;
    const below = behind(element);
    const ratio = contrast(over(read(getComputedStyle(element).color), below), below);
    if (ratio < limit) faint.push(`${ratio.toFixed(2)} “${text.slice(0, 60)}”`);
  }
  return faint;
}
