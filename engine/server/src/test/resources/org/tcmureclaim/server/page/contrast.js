// The contrast of every text that is to be seen with what is behind it, as WCAG 2.2 reckons it. Controls that are
// switched off are exempt (1.4.3).
(() => {
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  // Any colour that CSS knows, as red, green, blue and opacity.
  const parse = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = (element) => {
    if (!element) return parse(getComputedStyle(document.documentElement).colorScheme.includes('dark')
      && matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#fff');
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  // New decisions flash for a moment; what counts is how they stay.
  document.getAnimations().forEach((animation) => animation.finish());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const tooLow = [];
  let texts = 0;
  let lowest = 21;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    if (!text || !element.checkVisibility() || element.closest(':disabled, script, style')) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const found = ratio(over(parse(style.color), ground), ground);
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    texts++;
    lowest = Math.min(lowest, found);
    if (found < wanted) tooLow.push(`${found.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return JSON.stringify({ texts, lowest: Math.round(lowest * 100) / 100, tooLow });
})()
