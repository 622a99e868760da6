import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseVtt } from '../../shared/webvtt.ts'
import { readFragments, readInit } from '../voice/fragments.ts'
import { cutOut } from './cut-out.ts'
import { soundFile } from './sound-file.ts'
import { entryAt, stretchAt } from './stretch.ts'
import { began, init, listed, segments } from './testing.ts'
import { writeVtt } from './write-vtt.ts'

it('reads every sample of a broadcast segment', () => {
  const track = readInit(init)
  expect(track?.timescale).toBe(24_000)
  const read = track && segments[0] && readFragments(segments[0], track)
  const ticks = read?.samples.reduce((sum, { duration }) => sum + duration, 0) ?? 0
  expect(ticks / 24_000).toBeGreaterThan(3)
})

it('makes one file that a decoder decodes whole, of the right length, and that says it without being read through', () => {
  const made = soundFile([0, 1, 2, 7, 8].map((n) => ({ init, segment: segments[n] ?? new Uint8Array() })))
  const work = mkdtempSync(join(tmpdir(), 'sada-saved-'))
  try {
    const path = join(work, 'x.m4a')
    writeFileSync(path, made?.file ?? '')
    const said = execFileSync('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format=duration',
      '-of',
      'csv=p=0',
      path,
    ])
    expect(Number(String(said))).toBeCloseTo(made?.seconds ?? 0, 1)
    // Errors in it would be told on the way.
    const decoded = execFileSync(
      'ffmpeg',
      ['-v', 'error', '-xerror', '-i', path, '-f', 's16le', '-ac', '1', '-ar', '24000', '-'],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    )
    expect(decoded.length / 2 / 24_000).toBeCloseTo(made?.seconds ?? 0, 0)
  } finally {
    rmSync(work, { recursive: true })
  }
})

it('refuses what is no fragmented sound, whatever it is', () => {
  expect(soundFile([])).toBeNull()
  expect(readInit(new Uint8Array())).toBeNull()
  const track = readInit(init)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(2000), (noise, at) => {
      const broken = (segments[0] ?? new Uint8Array()).slice()
      broken.set(noise.subarray(0, broken.length - at), Math.min(at, broken.length - noise.length))
      // It may be read or refused, but never thrown over.
      if (track) readFragments(broken, track)
      readInit(new Uint8Array([...init.subarray(0, 200), ...noise]))
    }),
  )
})

it('cuts out a stretch with its words in the time of the file, and says what is missing', async () => {
  const held = async (url: string) =>
    url === 'init' ? init : url === 's4' ? null : (segments[Number(url.slice(1))] ?? null)
  const line = (at: number, text: string) => ({
    starts: began + at,
    ends: began + at + 2000,
    speaker: 'A',
    text,
  })
  const lines = [
    line(0, 'before'),
    line(9000, 'within'),
    line(17_000, 'in the hole'),
    line(21_000, 'after it'),
  ]
  const cut = await cutOut(listed, lines, began + 8000, began + 28_000, held)
  expect(cut?.from).toBe(began + 8000)
  expect(cut?.to).toBe(began + 28_000)
  expect(cut?.missing).toBeCloseTo(4, 0)
  expect(cut?.cues.map(({ text }) => text)).toEqual(['within', 'after it'])
  expect(cut?.cues[0]?.starts).toBeCloseTo(1, 1)
  // Two segments were before the hole, and the file has no pause in its place.
  expect(cut?.cues[1]?.starts).toBeCloseTo(9, 0)
  expect(await cutOut(listed, lines, began, began + 8000, async () => null)).toBeNull()
})

it('writes words that are read as the same', () => {
  const word = fc.stringMatching(/^[a-zA-Zء-ی&<>]{1,12}$/)
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          starts: fc.nat(9_000_000),
          text: word,
          speaker: fc.option(fc.stringMatching(/^[a-z]{1,9}$/)),
        }),
      ),
      (rows) => {
        const cues = rows.map(({ starts, text, speaker }) => ({
          starts: starts / 1000,
          ends: starts / 1000 + 2,
          text,
          speaker,
        }))
        const read = parseVtt(writeVtt(cues)).cues
        expect(read.map(({ text, speaker }) => ({ text, speaker }))).toEqual(
          cues.map(({ text, speaker }) => ({ text, speaker })),
        )
        read.forEach((cue, at) => {
          expect(cue.starts).toBeCloseTo(cues[at]?.starts ?? 0, 3)
        })
      },
    ),
  )
})

it('saves the entry of the programme that is on, else the last minutes, within the window', () => {
  const entry = {
    id: 'address',
    starts: new Date(began).toISOString(),
    seconds: 600,
    title: { en: 'Address', ur: 'خطاب' },
  }
  const window = { start: began - 60_000, end: began + 120_000 }
  expect(entryAt([entry], began + 599_999)).toBe(entry)
  expect(entryAt([entry], began + 600_000)).toBeNull()
  expect(stretchAt([entry], began + 5000, window, 10)).toEqual({ from: began, to: window.end, entry })
  expect(stretchAt([], began, window, 10)).toEqual({ from: window.start, to: began, entry: null })
})
