/// <reference lib="dom" />

/**
 * Runs in the browser: the texts on the screen that stand out too little from what is behind them, by WCAG 2 AA
 * (4.5 to 1, or 3 to 1 for large ones). Texts over pictures and of disabled controls are left out.
 */
export function faintTexts(): string[] {
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map<string, Colour>();
  // Whatever notation the style is in, a painted pixel has it in numbers.
  const colourOf = (style: string): Colour => {
    const before = known.get(style);
    if (before || !canvas) return before ?? [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = style;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    const colour: Colour = [red, green, blue, alpha / 255];
    known.set(style, colour);
    return colour;
  };
  const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];
  const luminance = (colour: Colour) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
      const part = (colour[index] ?? 0) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const behind = (element: Element | null): Colour | undefined => {
    if (!element) return [255, 255, 255, 1];
    const style = getComputedStyle(element);
    if (style.backgroundImage !== 'none') return undefined;
    const colour = colourOf(style.backgroundColor);
    if (colour[3] === 1) return colour;
    const below = behind(element.parentElement);
    return below && over(colour, below);
  };

  const faint: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent?.trim() ?? '';
    const element = texts.currentNode.parentElement;
    if (!/[\p{L}\p{N}]/u.test(words) || !element || element.closest(':disabled, noscript')) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const back = behind(element);
    if (!back) continue;
    const style = getComputedStyle(element);
    const [lighter = 0, darker = 0] = [luminance(over(colourOf(style.color), back)), luminance(back)].sort(
      (one, other) => other - one,
    );
    const contrast = (lighter + 0.05) / (darker + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (isLarge ? 3 : 4.5)) faint.push(`${contrast.toFixed(2)} to 1: ${words}`);
  }
  return faint;
}
