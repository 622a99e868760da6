import { expect, it } from 'vitest'
import { type Bytes, concat } from '../../shared/bytes.ts'
import { init, segments } from '../saved/testing.ts'
import { outermost, readFragments, readInit } from '../voice/fragments.ts'
import { createAsItComes } from './as-it-comes.ts'

const [file = new Uint8Array(), other = new Uint8Array()] = segments
const track = readInit(init)
const secondsOf = (bytes: Bytes): number => {
  const { samples } = (track && readFragments(bytes, track)) ?? { samples: [] }
  return samples.reduce((sum, { duration }) => sum + duration, 0) / (track?.timescale ?? 1)
}
const dataOf = (bytes: Bytes): Bytes => concat(...((track && readFragments(bytes, track)?.data) ?? []))

/** A listener with so much ahead, and a segment that comes as the test says. */
const listening = (ahead: number, initBytes: Promise<Bytes> = Promise.resolve(init)) => {
  const now = { ahead, opens: true, ms: 0 }
  const parts: Bytes[] = []
  let tell = (_: readonly Uint8Array[]): void => {}
  let finish = (_: Bytes): void => {}
  let fail = (_: unknown): void => {}
  const voice = createAsItComes(
    () => now.ahead,
    () => now.opens,
    () => now.ms,
  )
  const rest = voice.take(
    (onBytes) => {
      tell = onBytes
      return new Promise((resolve, reject) => {
        finish = resolve
        fail = reject
      })
    },
    initBytes,
    (part) => parts.push(part),
  )
  return {
    now,
    parts,
    rest,
    voice,
    come: (share: number, of: Bytes = file) => tell([of.slice(0, 100), of.slice(100, of.length * share)]),
    end: (whole: Bytes = file) => finish(whole),
    fail: (error: unknown) => fail(error),
  }
}
const soon = () => new Promise((resolve) => setTimeout(resolve))

it('waits for the whole segment where there is enough to hear until then', async () => {
  const { come, end, parts, rest } = listening(5)
  await soon()
  come(0.9)
  end()
  expect(await rest).toEqual(file)
  expect(parts).toEqual([])
})

it('gives more than a second to who has heard nothing, then quarters of a second, and the rest in the end: all of it, once', async () => {
  const { now, come, end, parts, rest } = listening(0)
  await soon()
  come(0.1)
  expect(parts).toHaveLength(0)
  come(0.5)
  expect(parts).toHaveLength(1)
  expect(parts[0] && secondsOf(parts[0])).toBeGreaterThan(1)
  now.ahead = 0.4
  come(0.52)
  expect(parts).toHaveLength(1)
  come(0.7)
  expect(parts).toHaveLength(2)
  end()
  expect(dataOf(concat(...parts, await rest))).toEqual(dataOf(file))
  expect(outermost(concat(...parts, await rest)).filter(({ type }) => type === 'moof')).toHaveLength(3)
})

it('has who ran dry wait for the whole segment, unless nothing more comes', async () => {
  const { now, come, parts, voice } = listening(0)
  now.opens = false
  await soon()
  come(0.9)
  now.ms = 1900
  voice.look()
  expect(parts).toHaveLength(0)
  now.ms = 2100
  voice.look()
  expect(parts).toHaveLength(1)
  // Half a second more would be another break.
  now.ms = 3000
  come(0.98)
  now.ms = 6000
  voice.look()
  expect(parts).toHaveLength(1)
})

it('gives what is here when the buffer runs low while nothing comes', async () => {
  const { now, come, parts, voice } = listening(5)
  await soon()
  come(0.9)
  now.ahead = 1.5
  voice.look()
  expect(parts).toHaveLength(1)
  voice.look()
  expect(parts).toHaveLength(1)
})

it('gives the whole file where the bytes changed on the way', async () => {
  const { come, end, parts, rest } = listening(0)
  await soon()
  come(0.5)
  expect(parts).toHaveLength(1)
  end(other)
  expect(await rest).toEqual(other)
})

it('does without parts where the initialisation segment is no sound or does not come', async () => {
  for (const given of [() => Promise.resolve(file), () => Promise.reject(new Error('gone'))]) {
    const { come, end, parts, rest } = listening(0, given())
    await soon()
    come(0.9)
    end()
    expect(await rest).toEqual(file)
    expect(parts).toEqual([])
  }
})

it('fails as the load fails, and nothing is given afterwards', async () => {
  const { come, fail, parts, rest, voice } = listening(5)
  await soon()
  come(0.9)
  fail(new Error('gone'))
  await expect(rest).rejects.toThrow('gone')
  voice.look()
  expect(parts).toEqual([])
})
