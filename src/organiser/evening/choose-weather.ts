import { readFile } from 'node:fs/promises'
import { CommandError, systemCode, usageError } from '../problems.ts'
import { type PresetName, presets } from '../weather/presets.ts'
import { parseTrace, type Trace } from '../weather/trace.ts'

/** What the link is like: a preset by name, or a recorded link. */
export type WeatherChoice = { preset: PresetName } | { trace: Trace }

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name)

/**
 * The weather as typed: a preset's name or the path of a trace file (`tests/fixtures/traces`).
 * @throws CommandError (usage) for neither; CommandError where the file holds no trace
 */
export const chooseWeather = async (typed: string, command: string): Promise<WeatherChoice> => {
  if (isPreset(typed)) return { preset: typed }
  let json: string
  try {
    json = await readFile(typed, 'utf8')
  } catch (error) {
    const reason =
      systemCode(error) === 'ENOENT' ? 'and no such file' : `cannot be read (${systemCode(error)})`
    throw usageError(
      `no such weather: ${typed}, ${reason} (${Object.keys(presets).join(', ')}, or a trace)`,
      command,
    )
  }
  try {
    return { trace: parseTrace(json) }
  } catch (cause) {
    throw new CommandError(
      `${typed} holds no trace`,
      'A trace is JSON: {"source": "…", "trace": [{"ms": 1000, "kbps": 40}, …]}; kbps null is without limit.',
      { cause },
    )
  }
}
