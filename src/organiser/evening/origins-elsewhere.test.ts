import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createScratch } from '../testing/source.ts'
import { originsElsewhere } from './origins-elsewhere.ts'

it('tells the origins of mirrors elsewhere, each once, and none of what is beside the app', async () => {
  using scratch = createScratch()
  expect(await originsElsewhere(scratch.folder)).toEqual([])
  const broadcasts = [
    '/broadcast/main.m3u8',
    'https://a.example/x/main.m3u8',
    'http://b.example:81/main.m3u8',
  ]
  const mirrors = ['/edition/', 'https://a.example/edition/', 'https://']
  writeFileSync(scratch.in('content.json'), JSON.stringify({ broadcasts, mirrors }))
  expect(await originsElsewhere(scratch.folder)).toEqual(['https://a.example', 'http://b.example:81'])
})
