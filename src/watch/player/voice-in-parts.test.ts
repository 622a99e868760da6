// @vitest-environment jsdom
import Hls from 'hls.js'
import { expect, it } from 'vitest'
import { fragmentsUntil } from './testing.ts'
import { voiceInParts } from './voice-in-parts.ts'

interface Inside {
  config: { progressive: boolean }
  getFragmentAtPosition(at: number, end: number, of: object): { sn: number } | null
}
/** What of an hls.js loads the voice, and what loads pictures. */
const insideOf = (hls: Hls): Inside[] => {
  const { networkControllers } = hls as unknown as { networkControllers: Partial<Inside>[] }
  const loads = (one: Partial<Inside>): one is Inside => typeof one.getFragmentAtPosition === 'function'
  const { audioStreamController, subtitleStreamController } = hls.config
  const byName = (name: unknown) => networkControllers.find((one) => one.constructor === name)
  const voice = byName(audioStreamController)
  const others = networkControllers.filter((one) => one !== voice && one !== byName(subtitleStreamController))
  return [voice ?? {}, ...others].filter(loads)
}

it('takes the voice in parts, and pictures whole', () => {
  const hls = new Hls(voiceInParts(Hls))
  const [voice, pictures] = insideOf(hls)
  expect(voice?.config.progressive).toBe(true)
  expect(pictures?.config.progressive).toBe(false)
  hls.destroy()
})

it('asks for no segment of which a rounding error is wanted', () => {
  const hls = new Hls(voiceInParts(Hls))
  const [voice] = insideOf(hls)
  const fragments = fragmentsUntil([4.01067, 8.02134, 12.03201], 'audio')
  const wanted = (at: number) =>
    voice?.getFragmentAtPosition(at, 12.03201, { fragments, startSN: 0, endSN: 2, live: true })?.sn
  expect(wanted(4.0102)).toBe(1)
  expect(wanted(4.01067)).toBe(1)
  expect(wanted(4)).toBe(0)
  expect(wanted(0)).toBe(0)
  hls.destroy()
})
