import type { ReadStream } from 'node:tty'
import { type PresetName, presets } from './presets.ts'
import type { WeatherServer } from './weather.ts'

/** Something else a key does, e.g. cutting the speaker. */
export interface Action {
  /** What the key does. */
  label: string
  /** Does it and says what is now. */
  run(): string
}

const names = Object.keys(presets) as PresetName[]
const interrupt = '\u0003'

/** One line a key. */
export const help = (actions: Readonly<Record<string, Action>> = {}): string =>
  [
    ...names.map((name) => `  ${presets[name].key}  ${presets[name].label}`),
    ...Object.entries(actions).map(([key, { label }]) => `  ${key}  ${label}`),
    '  ?  this list',
  ].join('\n')

/**
 * Lets the keys of a terminal change the weather at once, without Return; anywhere else, lines of keys do. Ctrl-C
 * still interrupts the process. Returns the way to stop.
 */
export const attachKeys = (
  weather: Pick<WeatherServer, 'use'>,
  stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'setRawMode' | 'isTTY'>>,
  print: (line: string) => void,
  actions: Readonly<Record<string, Action>> = {},
): (() => void) => {
  const press = (key: string) => {
    const name = names.find((candidate) => presets[candidate].key === key)
    const action = actions[key]
    if (key === interrupt) process.kill(process.pid, 'SIGINT')
    else if (key === '?') print(help(actions))
    else if (action) print(action.run())
    else if (name) {
      weather.use(name)
      print(presets[name].label)
    }
  }
  const read = (data: Buffer | string) => {
    for (const key of data.toString()) press(key)
  }
  if (stdin.isTTY) stdin.setRawMode?.(true)
  stdin.on('data', read)
  stdin.resume()
  return () => {
    stdin.off('data', read)
    stdin.pause()
    if (stdin.isTTY) stdin.setRawMode?.(false)
  }
}
