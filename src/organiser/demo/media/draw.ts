/** Small helpers for drawing SVG by hand. All pictures of the demo are made of these; no picture comes from elsewhere. */

/** Repeatable numbers in [0, 1) (mulberry32). */
export const random = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A vertical gradient with the id `id`. */
export const gradient = (id: string, ...stops: [offset: number, colour: string][]): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops
    .map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`)
    .join('')}</linearGradient>`

/** A radial glow that fades to nothing. */
export const glow = (id: string, colour: string): string =>
  `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="0.95"/>` +
  `<stop offset="0.25" stop-color="${colour}" stop-opacity="0.45"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`

/** A hill line across the picture, filled to the bottom: a few sines over each other. */
export const ridge = (
  { width, height }: { width: number; height: number },
  y: number,
  rise: number,
  seed: number,
  colour: string,
): string => {
  const next = random(seed)
  const waves = [1, 2.3, 4.7, 9.1].map((frequency, index) => ({
    frequency: frequency * (0.8 + 0.4 * next()),
    phase: 6.28 * next(),
    size: rise / 1.7 ** index,
  }))
  const points: string[] = []
  for (let x = 0; x <= width; x += width / 80) {
    const up = waves.reduce(
      (sum, w) => sum + w.size * Math.sin((6.28 * w.frequency * x) / width + w.phase),
      0,
    )
    points.push(`${x.toFixed(1)},${(y - up).toFixed(1)}`)
  }
  return `<polygon fill="${colour}" points="0,${height} ${points.join(' ')} ${width},${height}"/>`
}

/** A lantern of height `size` hanging with its centre at (x, y). */
export const lantern = (x: number, y: number, size: number): string => {
  const w = size * 0.34
  const h = size * 0.5
  return (
    `<circle cx="${x}" cy="${y}" r="${size * 1.4}" fill="url(#flame)"/>` +
    `<path d="M${x - w * 0.7} ${y - h} L${x + w * 0.7} ${y - h} L${x + w} ${y + h * 0.7} L${x - w} ${y + h * 0.7}Z" fill="#f6b04a"/>` +
    `<path d="M${x - w} ${y + h * 0.7} h${2 * w} v${h * 0.3} h${-2 * w}Z M${x - w * 0.8} ${y - h} L${x} ${y - h * 1.4} L${x + w * 0.8} ${y - h}Z" fill="#7a4a20"/>` +
    `<ellipse cx="${x}" cy="${y + h * 0.1}" rx="${w * 0.32}" ry="${h * 0.45}" fill="#fff3cf"/>`
  )
}

/** Scattered stars in the upper part of the sky. */
export const stars = (width: number, below: number, count: number, seed: number): string => {
  const next = random(seed)
  return Array.from({ length: count }, () => {
    const [x, y, r] = [next() * width, next() * below, 0.6 + next() * 1.4]
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="#fff" opacity="${(0.3 + next() * 0.6).toFixed(2)}"/>`
  }).join('')
}

export const svg = (width: number, height: number, defs: string, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
  `<defs>${defs}</defs>${body}</svg>`
