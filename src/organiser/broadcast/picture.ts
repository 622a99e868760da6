import { board, type Scene, scenes, speakers } from './programme.ts'
import type { SpokenLine } from './speech.ts'

/**
 * The picture as an Advanced SubStation Alpha script, drawn by libass on a plain ground: it shapes Urdu properly and
 * keeps the whole design in one readable text. Canvas 852x480.
 */
export const canvas = { width: 852, height: 480, ground: '0x0e1726' } as const

// ASS colours are &HBBGGRR.
const amber = '&H4FB8FF&'
const flame = '&H9CE6FF&'
const brass = '&H3E7FB5&'
const ink = '&H26170E&'
const paper = '&HE6F0F5&'
const muted = '&HB5A594&'

const time = (seconds: number): string => {
  const hundredths = Math.round(seconds * 100)
  const two = (value: number) => String(value).padStart(2, '0')
  return `0:${two(Math.floor(hundredths / 6000))}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`
}

/** mm:ss of a second, as the programme clock shows it. */
export const clock = (second: number): string =>
  `${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`

const event = (layer: number, from: number, to: number, style: string, text: string): string =>
  `Dialogue: ${layer},${time(from)},${time(to)},${style},,0,0,0,,${text}`

const shape = (tags: string, path: string): string =>
  `{\\an7\\pos(0,0)\\bord0\\shad0${tags}\\p1}${path}{\\p0}`

const circle = (x: number, y: number, r: number): string => {
  const c = Math.round(r * 0.5523)
  const [l, t, right, b] = [x - r, y - r, x + r, y + r]
  return (
    `m ${x} ${t} b ${x + c} ${t} ${right} ${y - c} ${right} ${y} b ${right} ${y + c} ${x + c} ${b} ${x} ${b} ` +
    `b ${x - c} ${b} ${l} ${y + c} ${l} ${y} b ${l} ${y - c} ${x - c} ${t} ${x} ${t}`
  )
}

/** The lantern hangs from the top edge and swings once in four seconds, so that a loop closes on it. */
const lantern = (from: number): string[] => {
  const swing = '\\org(252,-120)\\frz-1.6\\t(0,2000,\\frz1.6)\\t(2000,4000,\\frz-1.6)'
  const breathe = '\\1a&H90&\\t(0,2000,\\1a&H70&)\\t(2000,4000,\\1a&H90&)'
  const flicker =
    '\\t(0,700,\\1a&H18&)\\t(700,1600,\\1a&H00&)\\t(1600,2900,\\1a&H20&)\\t(2900,4000,\\1a&H00&)'
  const draw = (layer: number, tags: string, path: string) =>
    event(layer, from, from + 4, 'Shape', shape(swing + tags, path))
  return [
    draw(1, `\\1c${amber}\\blur60${breathe}`, circle(252, 235, 165)),
    draw(2, `\\1c${brass}`, 'm 249 0 l 255 0 255 112 249 112'),
    draw(2, `\\1c${brass}`, 'm 222 136 l 237 112 267 112 282 136'),
    draw(2, `\\1c${brass}`, 'm 194 152 l 222 136 282 136 310 152'),
    draw(2, `\\1c${amber}\\1a&HA0&`, 'm 200 152 l 304 152 316 300 188 300'),
    draw(3, `\\1c${flame}\\blur4${flicker}`, 'm 252 182 b 276 222 276 262 252 272 b 228 262 228 222 252 182'),
    draw(4, `\\1c${brass}`, 'm 198 152 l 204 152 192 300 186 300'),
    draw(4, `\\1c${brass}`, 'm 300 152 l 306 152 318 300 312 300'),
    draw(4, `\\1c${brass}`, 'm 178 300 l 326 300 318 322 186 322'),
  ]
}

const title = (scene: Scene, from: number, to: number): string[] => {
  const fade = '{\\fad(400,300)}'
  const both = [
    event(5, from, to, 'Urdu', `${fade}{\\an9\\pos(812,112)\\fs84}${scene.title.ur}`),
    event(5, from, to, 'Latin', `${fade}{\\an9\\pos(812,242)\\fs40}${scene.title.en}`),
  ]
  if (scene.id !== 'count') return both
  const rows = board.map(({ amount, people }, index) =>
    event(
      5,
      from,
      to,
      'Latin',
      `${fade}{\\an9\\pos(812,${288 + index * 40})\\fs32\\1c${flame}}${amount}  {\\fs22\\1c${muted}}${people} people`,
    ),
  )
  return [...both, ...rows]
}

const lowerThird = (by: SpokenLine['by'], from: number, to: number): string[] => {
  const { name, role } = speakers[by]
  return [
    event(5, from, to, 'Shape', shape(`\\1c${paper}\\1a&H10&`, 'm 0 384 l 852 384 852 480 0 480')),
    event(6, from, to, 'Shape', shape(`\\1c${amber}`, 'm 0 384 l 852 384 852 389 0 389')),
    event(6, from, to, 'Latin', `{\\an7\\pos(28,396)\\fs36\\1c${ink}\\b1}${name.en}`),
    event(6, from, to, 'Latin', `{\\an7\\pos(28,438)\\fs24\\1c${ink}\\b0}${role.en}`),
    event(6, from, to, 'Urdu', `{\\an9\\pos(824,378)\\fs64\\1c${ink}}${name.ur}`),
  ]
}

const header = `[Script Info]
ScriptType: v4.00+
PlayResX: ${canvas.width}
PlayResY: ${canvas.height}
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Shape,Noto Sans,20,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1
Style: Latin,Noto Sans,32,&H00E6F0F5,&H00FFFFFF,&H00000000,&H00000000,1,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1
Style: Urdu,Noto Nastaliq Urdu,36,&H00E6F0F5,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,9,0,0,0,1
Style: Clock,DejaVu Sans Mono,92,&H00E6F0F5,&H00FFFFFF,&H00000000,&H00000000,1,0,0,0,100,100,0,0,1,0,0,9,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`

/** The whole loop's script. `lines` give each scene and speaker their times. */
export const script = (lines: readonly SpokenLine[], seconds: number): string => {
  const events: string[] = []
  for (let from = 0; from < seconds; from += 4) events.push(...lantern(from))
  for (let second = 0; second < seconds; second++)
    events.push(event(7, second, second + 1, 'Clock', `{\\an9\\pos(828,14)}${clock(second)}`))
  events.push(
    event(5, 0, seconds, 'Latin', '{\\an7\\pos(24,14)\\fs22\\b1}LANTERN ASSEMBLY'),
    event(5, 0, seconds, 'Latin', `{\\an7\\pos(24,42)\\fs18\\b0\\1c${muted}}Demonstration: all invented`),
  )
  for (const { item, from, to } of spans(lines, seconds, (line) => line.scene)) {
    const scene = scenes.find((candidate) => candidate.id === item)
    if (scene) events.push(...title(scene, from, to))
  }
  for (const { item, from, to } of spans(lines, seconds, (line) => line.by))
    events.push(...lowerThird(item, from, to))
  return `${header}${events.join('\n')}\n`
}

/** Runs of equal `key`, each lasting until the next begins. */
const spans = <K>(lines: readonly SpokenLine[], seconds: number, key: (line: SpokenLine) => K) => {
  const changes = lines.filter((line, index) => index === 0 || key(line) !== key(lines[index - 1] ?? line))
  return changes.map((line, index) => ({
    item: key(line),
    from: index === 0 ? 0 : line.starts,
    to: changes[index + 1]?.starts ?? seconds,
  }))
}

/** One frame for the still level: the lantern, no clock (it would lie), no movement. */
export const stillScript = (): string => {
  const still = lantern(0).map((line) => line.replace(/\\t\([^)]*\)/g, '').replace('\\frz-1.6', ''))
  const words = [
    event(5, 0, 4, 'Urdu', '{\\an9\\pos(812,100)\\fs110}مجلسِ فانوس'),
    event(5, 0, 4, 'Latin', '{\\an9\\pos(812,270)\\fs40}Lantern Assembly'),
  ]
  return `${header}${[...still, ...words].join('\n')}\n`
}
