import type { LocalizedText } from '../../../shared/localized.ts'
import { glow, gradient, lantern, random, ridge, stars, svg } from './draw.ts'

/** One picture of the film and what is said over it. */
export interface Shot {
  name: string
  draw(): string
  said: LocalizedText[]
  /** Where the camera starts and ends: zoom (1 shows all), and the middle of what it sees as shares of width and height. */
  camera: { from: View; to: View }
}
type View = readonly [zoom: number, x: number, y: number]

/** Four times the film's size, so that slow movement falls on quarters of its pixels. */
export const size = { width: 1704, height: 960 }
const { width, height } = size
const sky = `<rect width="${width}" height="${height}" fill="url(#sky)"/>`
const picture = (defs: string, body: string): string => svg(width, height, defs, sky + body)
const day = gradient('sky', [0, '#9cc7d8'], [0.6, '#f7ead0'])

type Verdict = 'clean' | 'boil' | 'never'
const chalk: Record<Verdict, string> = { clean: '#7fc489', boil: '#f2b84b', never: '#e0654f' }
/** A board with one of three marks, told apart by shape as well as by colour. Its middle is at (x, y). */
const board = (x: number, y: number, s: number, verdict: Verdict): string => {
  const mark = {
    clean: `<circle r="24" fill="none"/>`,
    boil: `<path d="M-24 8 q12 -22 24 0 t24 0" fill="none"/>`,
    never: `<path d="M-20 -20 L20 20 M20 -20 L-20 20" fill="none"/>`,
  }[verdict]
  return (
    `<g transform="translate(${x} ${y}) scale(${s / 120})"><rect x="-60" y="-48" width="120" height="96" rx="6" fill="#7a4a20"/>` +
    `<rect x="-52" y="-40" width="104" height="80" fill="#26332f"/><g stroke="${chalk[verdict]}" stroke-width="9" stroke-linecap="round">${mark}</g></g>`
  )
}

/** A tap on its post, `s` high, with its foot at (x, y), and a drop below it. */
const tap = (x: number, y: number, s: number): string =>
  `<g transform="translate(${x} ${y}) scale(${s / 200})"><rect x="-10" y="-200" width="20" height="200" fill="#5d6b74"/>` +
  '<path d="M0 -172 h58 q22 0 22 22 v16 h-24 v-12 h-56Z" fill="#7d8c95"/><rect x="30" y="-202" width="12" height="30" fill="#7d8c95"/>' +
  '<rect x="12" y="-212" width="48" height="12" rx="6" fill="#b4543c"/><path d="M68 -112 q12 20 0 28 q-12 -8 0 -28Z" fill="#4f9cc4"/></g>'

/** A row of houses with their feet at `y`; every one has a door, and what `extra` hangs beside it. */
const houses = (y: number, seed: number, lit: string, extra: (x: number) => string = () => ''): string => {
  const next = random(seed)
  const walls = ['#d8b48a', '#c99d78', '#e2c8a0', '#bf8f6f']
  let row = ''
  for (let x = -30, index = 0; x < width; index++) {
    const w = 190 + next() * 70
    const top = y - 250 - next() * 130
    row += `<rect x="${x.toFixed(0)}" y="${top.toFixed(0)}" width="${w.toFixed(0)}" height="${(y - top).toFixed(0)}" fill="${walls[index % 4]}"/>`
    row += `<path d="M${(x + 28).toFixed(0)} ${y} v-110 a34 34 0 0 1 68 0 v110Z" fill="#5b3d2c"/>`
    for (const side of [36, w - 80])
      row += `<rect x="${(x + side).toFixed(0)}" y="${(top + 50).toFixed(0)}" width="44" height="56" rx="22" fill="${lit}"/>`
    row += extra(x + w - 56)
    x += w + 4
  }
  return row
}
const road = (y: number, colour: string): string =>
  `<rect y="${y}" width="${width}" height="${height - y}" fill="${colour}"/>`

const underground = (): string => {
  const joints = [180, 470, 760, 1050, 1330]
    .map((x) => `<rect x="${x}" y="548" width="34" height="64" rx="6" fill="#6d5643"/>`)
    .join('')
  const leaks = [490, 1070]
    .map((x) => `<path d="M${x} 612 q26 60 0 92 q-26 -32 0 -92Z" fill="#5f8fa6" opacity="0.8"/>`)
    .join('')
  const stones = (() => {
    const next = random(8)
    return Array.from({ length: 70 }, () => {
      const [x, y, r] = [next() * width, 420 + next() * 520, 4 + next() * 14]
      return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${(r * 1.4).toFixed(0)}" ry="${r.toFixed(0)}" fill="#4a3526" opacity="0.6"/>`
    }).join('')
  })()
  return picture(
    day,
    `${ridge(size, 300, 40, 17, '#b5c29a')}<path d="M60 380 v-190 h70 v70 h80 v-50 h60 v170Z" fill="#6f7f8a"/><rect x="76" y="120" width="26" height="80" fill="#6f7f8a"/>` +
      `<rect y="380" width="${width}" height="580" fill="#7a5a40"/><rect y="760" width="${width}" height="200" fill="#5d4330"/>${stones}` +
      `<path d="M130 380 V580 H1560 V380" fill="none" stroke="#8f6f52" stroke-width="44"/><path d="M130 380 V580 H1560 V380" fill="none" stroke="#3f2e22" stroke-width="14"/>` +
      `${joints}${leaks}${tap(1560, 384, 180)}`,
  )
}

const jar = (): string =>
  picture(
    gradient('sky', [0, '#f2c98a'], [1, '#fbeccb']) + glow('sun', '#fff6d8'),
    '<circle cx="850" cy="400" r="620" fill="url(#sun)"/>' +
      '<path d="M690 190 h320 v50 q50 20 50 80 v380 q0 50 -50 50 h-320 q-50 0 -50 -50 v-380 q0 -60 50 -80Z" fill="#dff0f2" opacity="0.75"/>' +
      '<path d="M646 380 q100 -22 204 0 t204 0 v318 q0 46 -46 46 h-316 q-46 0 -46 -46Z" fill="#a9b98c" opacity="0.85"/>' +
      '<rect x="676" y="150" width="348" height="56" rx="14" fill="#b4543c"/>' +
      [440, 520, 600, 680]
        .map((y) => `<rect x="960" y="${y}" width="70" height="8" fill="#5b6b55"/>`)
        .join('') +
      '<path d="M0 960 Q260 800 560 770 Q620 700 660 640 Q700 640 690 720 L700 780 Q860 800 1040 770 Q1070 700 1090 650 Q1126 650 1110 730 L1100 830 Q900 930 640 960Z" fill="#6b432e"/>',
  )

const weeks = (): string =>
  picture(
    gradient('sky', [0, '#c9a882'], [1, '#b08d69']),
    [0, 1, 2, 3, 4].map((week) => board(180 + week * 250, 380, 210, 'boil')).join('') +
      board(1430, 380, 250, 'never') +
      '<path d="M1300 960 v-250 q0 -90 90 -90 h60 q90 0 90 90 v250Z" fill="#2e2320"/><circle cx="1420" cy="545" r="66" fill="#2e2320"/>' +
      '<path d="M1350 500 h140 l-18 -52 h-104Z" fill="#2e2320"/><path d="M1330 700 L1350 480 l40 0 L1390 690Z" fill="#2e2320"/>',
  )

/** The film: a street that began to measure its own water. */
export const shots: readonly Shot[] = [
  {
    name: 'street',
    draw: () =>
      picture(
        day,
        `${ridge(size, 420, 70, 33, '#a9b78f')}${houses(700, 12, '#8b6a4c')}${road(700, '#cdb48f')}${tap(870, 810, 240)}`,
      ),
    said: [
      {
        en: 'In our street there is one tap for thirty-one houses.',
        ur: 'ہماری گلی میں اکتیس گھروں کے لیے ایک نلکا ہے۔',
      },
      {
        en: 'The water was good when it left the plant, and the office had a paper that said so.',
        ur: 'پلانٹ سے نکلتے وقت پانی اچھا تھا، اور دفتر کے پاس اس کا کاغذ بھی تھا۔',
      },
    ],
    camera: { from: [1, 0.5, 0.5], to: [1.45, 0.52, 0.7] },
  },
  {
    name: 'pipes',
    draw: underground,
    said: [
      {
        en: 'Between the plant and us lie forty years of pipes.',
        ur: 'پلانٹ اور ہمارے درمیان چالیس برس پرانے پائپ ہیں۔',
      },
      { en: 'Nobody had a paper about the pipes.', ur: 'پائپوں کا کاغذ کسی کے پاس نہ تھا۔' },
    ],
    camera: { from: [1.5, 0.33, 0.5], to: [1.5, 0.66, 0.5] },
  },
  {
    name: 'jar',
    draw: jar,
    said: [
      {
        en: 'So the lady of the corner house took a jam jar, filled it every Friday, and held it up to the light.',
        ur: 'تو نکڑ والے گھر کی خاتون نے جیم کا ایک مرتبان لیا، ہر جمعے اسے بھرا، اور روشنی کے سامنے اٹھا کر دیکھا۔',
      },
    ],
    camera: { from: [1.35, 0.5, 0.6], to: [1.1, 0.5, 0.5] },
  },
  {
    name: 'board',
    draw: () =>
      picture(
        day,
        `${houses(800, 12, '#8b6a4c')}${road(800, '#cdb48f')}${tap(560, 900, 420)}${board(1000, 560, 420, 'boil')}`,
      ),
    said: [
      {
        en: 'Beside the tap she hung a board with what she had seen: clean, boil it, or do not drink.',
        ur: 'نلکے کے پاس انہوں نے ایک تختہ لٹکا دیا کہ کیا دیکھا: صاف ہے، ابال لیں، یا مت پییں۔',
      },
    ],
    camera: { from: [1.1, 0.45, 0.55], to: [1.5, 0.58, 0.58] },
  },
  {
    name: 'weeks',
    draw: weeks,
    said: [
      { en: 'For five weeks the board said: boil it.', ur: 'پانچ ہفتے تختے پر یہی رہا: ابال لیں۔' },
      {
        en: 'In the sixth week it said: do not drink, and a man came from the office to take the board away.',
        ur: 'چھٹے ہفتے اس پر تھا: مت پییں، اور دفتر سے ایک آدمی تختہ اتارنے آ گیا۔',
      },
    ],
    camera: { from: [1.6, 0.32, 0.4], to: [1.3, 0.62, 0.5] },
  },
  {
    name: 'every-house',
    draw: () =>
      picture(
        day,
        `${ridge(size, 380, 60, 33, '#a9b78f')}${houses(720, 12, '#8b6a4c', (x) => board(x, 640, 96, 'never'))}${road(720, '#cdb48f')}`,
      ),
    said: [{ en: 'He found thirty-one of them.', ur: 'اسے اکتیس تختے ملے۔' }],
    camera: { from: [1.7, 0.36, 0.66], to: [1.05, 0.5, 0.52] },
  },
  {
    name: 'lamp',
    draw: () =>
      picture(
        gradient('sky', [0, '#1a2450'], [0.6, '#7b5a80'], [1, '#e0a070']) + glow('flame', '#ffc46b'),
        `${stars(width, 320, 90, 4)}${ridge(size, 430, 70, 33, '#3c3f68')}<g opacity="0.55">${houses(720, 12, '#ffca6e', (x) => board(x, 640, 96, 'clean'))}</g>` +
          `${road(720, '#3b3148')}${tap(870, 830, 260)}${lantern(870, 500, 110)}`,
      ),
    said: [
      { en: 'The pipe was mended in the eighth week.', ur: 'آٹھویں ہفتے پائپ کی مرمت ہو گئی۔' },
      {
        en: 'The boards are still up, and every evening somebody lights the lamp above the tap.',
        ur: 'تختے اب بھی لگے ہیں، اور ہر شام کوئی نہ کوئی نلکے کے اوپر چراغ جلا دیتا ہے۔',
      },
    ],
    camera: { from: [1, 0.5, 0.5], to: [1.5, 0.5, 0.62] },
  },
]
