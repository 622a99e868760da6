import { join } from 'node:path'
import sharp from 'sharp'
import { glow, gradient, lantern, random, ridge, stars, svg } from './draw.ts'

const size = { width: 800, height: 600 }
const { width, height } = size
const flame = glow('flame', '#ffc46b')
const ground = '<rect width="800" height="600" fill="url(#sky)"/>'

const ferry = (): string => {
  const ripples = Array.from({ length: 46 }, (_, index) => {
    const next = random(index + 7)
    const y = 345 + index * 5.5
    const length = 20 + next() * (20 + index * 4)
    const x = 400 + (next() - 0.5) * (140 + index * 14) - length / 2
    return `<rect x="${x.toFixed(0)}" y="${y.toFixed(0)}" width="${length.toFixed(0)}" height="2.2" rx="1" fill="#f4d9a8" opacity="${(0.65 - index * 0.012).toFixed(2)}"/>`
  }).join('')
  return svg(
    width,
    height,
    gradient('sky', [0, '#10203f'], [0.55, '#3d5580'], [1, '#8a7f9c']) +
      gradient('river', [0, '#566d94'], [1, '#0c1a33']) +
      flame,
    `${ground}${stars(width, 200, 60, 3)}<circle cx="400" cy="215" r="62" fill="#f7e6c0"/>` +
      `${ridge(size, 330, 22, 4, '#22335a')}<rect y="338" width="800" height="262" fill="url(#river)"/>${ripples}` +
      `<path d="M250 452 q74 40 150 0 l-18 34 q-58 18 -114 0Z" fill="#1b1420"/><path d="M302 456 v-52 h10 v52Z" fill="#1b1420"/>` +
      `<path d="M352 448 q-14 -36 0 -54 q16 18 6 54Z" fill="#1b1420"/><circle cx="354" cy="384" r="11" fill="#1b1420"/>` +
      `<path d="M366 410 L470 500" stroke="#1b1420" stroke-width="5"/>${lantern(307, 384, 40)}`,
  )
}

const pass = (): string =>
  svg(
    width,
    height,
    gradient('sky', [0, '#dfe7ee'], [0.5, '#f3d9bd'], [1, '#f0b98c']) + flame,
    `${ground}<circle cx="600" cy="190" r="48" fill="#fff4dd"/>` +
      ridge(size, 250, 66, 21, '#a9bccf') +
      ridge(size, 330, 60, 35, '#7c97b3') +
      ridge(size, 410, 54, 12, '#4f6f90') +
      ridge(size, 490, 40, 50, '#2f4a68') +
      '<path d="M380 600 C330 560 520 540 450 505 S330 470 410 440 S470 410 440 392" fill="none" stroke="#f3e3c8" stroke-width="7" stroke-linecap="round" opacity="0.85"/>' +
      lantern(410, 430, 30),
  )

const rooftops = (): string => {
  const next = random(99)
  const rows = [
    { y: 330, tall: 70, colour: '#6a4f6e', lit: '#ffd58a' },
    { y: 410, tall: 80, colour: '#4a3a5c', lit: '#ffca6e' },
    { y: 500, tall: 90, colour: '#2b2540', lit: '#ffc46b' },
  ]
  const houses = rows
    .map(({ y, tall, colour, lit }) => {
      let row = ''
      for (let x = -20; x < width; ) {
        const w = 60 + next() * 70
        const top = y - next() * tall
        row += `<rect x="${x.toFixed(0)}" y="${top.toFixed(0)}" width="${w.toFixed(0)}" height="${(height - top).toFixed(0)}" fill="${colour}"/>`
        if (next() < 0.3)
          row += `<path d="M${(x + w / 2 - 18).toFixed(0)} ${top.toFixed(0)} a18 22 0 0 1 36 0Z" fill="${colour}"/>`
        for (let wx = x + 12; wx < x + w - 18; wx += 24)
          if (next() < 0.5)
            row += `<rect x="${wx.toFixed(0)}" y="${(top + 20).toFixed(0)}" width="10" height="15" rx="5" fill="${lit}"/>`
        x += w + 2
      }
      return row
    })
    .join('')
  return svg(
    width,
    height,
    gradient('sky', [0, '#2b3a67'], [0.5, '#b56b76'], [0.8, '#f0a868']) + flame,
    `${ground}${stars(width, 130, 40, 8)}<circle cx="190" cy="120" r="26" fill="#fbe9c6"/><circle cx="202" cy="113" r="24" fill="#394471"/>${houses}`,
  )
}

const orchard = (): string => {
  const next = random(17)
  let trees = ''
  for (let row = 0; row < 5; row++) {
    const scale = 0.45 + row * 0.2
    for (let x = -40 + (row % 2) * 45 * scale; x < width + 60; x += 118 * scale) {
      const y = 330 + row * row * 13 + row * 8 + Math.sin(x / 170) * 14
      const r = 34 * scale
      trees +=
        `<ellipse cx="${(x + 14 * scale).toFixed(0)}" cy="${(y + r * 1.5).toFixed(0)}" rx="${(r * 1.1).toFixed(0)}" ry="${(r * 0.22).toFixed(0)}" fill="#4c5b2c" opacity="0.5"/>` +
        `<rect x="${(x - 3 * scale).toFixed(0)}" y="${y.toFixed(0)}" width="${(7 * scale).toFixed(0)}" height="${(r * 1.5).toFixed(0)}" fill="#6b4a2f"/>` +
        `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${r.toFixed(0)}" fill="${['#7c9a3e', '#8aa848', '#6f8f3a'][Math.floor(next() * 3)]}"/>`
      for (let fruit = 0; fruit < 5; fruit++) {
        const [angle, out] = [next() * 6.28, next() * r * 0.75]
        trees += `<circle cx="${(x + out * Math.cos(angle)).toFixed(0)}" cy="${(y + out * Math.sin(angle)).toFixed(0)}" r="${(3.6 * scale).toFixed(1)}" fill="#f3a03f"/>`
      }
    }
  }
  return svg(
    width,
    height,
    gradient('sky', [0, '#bfe0ea'], [0.5, '#fdf0d5']) + glow('sun', '#fff0b8'),
    `${ground}<circle cx="660" cy="130" r="190" fill="url(#sun)"/><circle cx="660" cy="130" r="42" fill="#fff7db"/>` +
      `${ridge(size, 250, 34, 61, '#c3cfa4')}${ridge(size, 305, 20, 5, '#a9bd77')}${trees}`,
  )
}

const desert = (): string => {
  const dune = (y: number, peak: number, light: string, shade: string): string =>
    `<path d="M0 ${y} Q${peak - 160} ${y - 20} ${peak} ${y - 95} Q${peak + 170} ${y + 8} 800 ${y - 26} V600 H0Z" fill="${light}"/>` +
    `<path d="M${peak} ${y - 95} Q${peak + 170} ${y + 8} 800 ${y - 26} V600 H${peak - 130} Q${peak - 10} ${y + 40} ${peak} ${y - 95}Z" fill="${shade}"/>`
  return svg(
    width,
    height,
    gradient('sky', [0, '#26305c'], [0.45, '#8d5f86'], [0.75, '#e9a06b']) + flame,
    `${ground}${stars(width, 220, 70, 31)}${dune(400, 520, '#d79a63', '#a86f52')}${dune(480, 240, '#c98a55', '#8f5a48')}` +
      `<g fill="#2a1c26"><path d="M560 466 h66 v-24 q-33 -16 -66 0Z"/><circle cx="578" cy="472" r="13"/><circle cx="612" cy="472" r="13"/>` +
      `<path d="M560 456 L512 452 l0 6 L560 464Z"/><path d="M500 480 v-34 q8 -10 14 0 v34Z"/><circle cx="507" cy="438" r="8"/></g>` +
      `${dune(580, 640, '#b97a4d', '#74463f')}${lantern(640, 432, 24)}`,
  )
}

const lanterns = (): string => {
  const next = random(5)
  const many = Array.from({ length: 26 }, () => {
    const depth = next()
    return { x: 40 + next() * 720, y: 40 + next() * 430, depth }
  }).sort((a, b) => a.depth - b.depth)
  return svg(
    width,
    height,
    gradient('sky', [0, '#0a1230'], [0.7, '#2b3566'], [1, '#6a4f7a']) + flame,
    `${ground}${stars(width, 420, 90, 77)}${many.map(({ x, y, depth }) => lantern(Math.round(x), Math.round(y), Math.round(14 + depth * 34))).join('')}` +
      ridge(size, 560, 16, 9, '#0d1024'),
  )
}

/** The tribute's pictures, drawn here, as a camera would hand them over: larger than any phone needs. The build makes them small. */
export const makeSlides = async (folder: string): Promise<void> => {
  const slides = {
    '1-ferry': ferry,
    '2-pass': pass,
    '3-rooftops': rooftops,
    '4-orchard': orchard,
    '5-desert': desert,
    '6-lanterns': lanterns,
  }
  for (const [name, draw] of Object.entries(slides)) {
    // Twice librsvg's 72 dots an inch: 1600 × 1200 pixels.
    const drawn = sharp(Buffer.from(draw()), { density: 144 })
    await drawn.webp({ quality: 90, effort: 6 }).toFile(join(folder, `${name}.webp`))
  }
}
