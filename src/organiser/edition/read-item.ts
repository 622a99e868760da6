import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bytes, fromUtf8 } from '../../shared/bytes.ts'
import type { Item } from '../../shared/content.ts'
import { languages } from '../../shared/language.ts'
import { FilePathSchema } from '../../shared/manifest.ts'
import { checkCaptions } from './check-captions.ts'
import { checkMarkdown } from './check-markdown.ts'
import type { Findings } from './findings.ts'
import { mediaLength } from './media-seconds.ts'
import { describeFile, imageExtensions } from './media-type.ts'
import type { ReleaseSource } from './read-lock.ts'
import { ItemFileSchema } from './source-schemas.ts'
import { readYaml } from './yaml-file.ts'

/** Files of an edition by their path in it. */
export type FileMap = Map<string, Bytes>

/** Largest file of an edition, bytes: what a phone on a bad link can still fetch and hash in one piece. */
export const fileLimit = 8 * 1024 * 1024

/** What a kind cannot do without. */
const needs: Record<Item['kind'], (keyof Item)[]> = {
  chapter: ['text'],
  speech: ['text', 'audio', 'speaker'],
  slideshow: ['slides'],
  song: ['audio'],
  documentary: ['video'],
  notice: ['text', 'published'],
}
/** Where a needed part comes from, when it is not a field of `item.yaml`. */
const partFile: Partial<Record<keyof Item, string>> = {
  text: 'en.md and ur.md',
  audio: 'audio.m4a',
  video: 'video.mp4',
}

/**
 * Reads `items/<folder>`: its `item.yaml` and every file beside it, all of which must be referred to and all of which must be there.
 * @param root the edition's source folder
 * @returns the item, with its files by the paths they will have in the edition; `null` where its `item.yaml` is wrong
 */
export const readItem = async (
  root: string,
  folder: string,
  findings: Findings,
): Promise<{ item: Item; files: FileMap; release: ReleaseSource } | null> => {
  const here = `items/${folder}`
  const id = folder.replace(/^\d+-/, '')
  const entries = await readdir(join(root, here), { withFileTypes: true })
  const present = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
  const complain = (name: string, message: string, line?: number): void =>
    findings.add({ file: `${here}/${name}`, ...(line === undefined ? {} : { line }), message })
  const yaml = await readYaml(root, `${here}/item.yaml`, ItemFileSchema, findings)
  if (!yaml) return null
  const { slides, releases = [], ...fields } = yaml.value

  const files: FileMap = new Map()
  const used = new Set(['item.yaml', 'lock.yaml'])
  /** Takes a file into the edition; `null` (and a finding) where it cannot be. */
  const take = async (name: string): Promise<{ path: string; bytes: Bytes } | null> => {
    used.add(name)
    const path = `items/${id}/${name}`
    if (!v.is(FilePathSchema, path))
      complain(name, 'file names are lower-case letters, digits, dots and hyphens')
    const bytes = new Uint8Array(await readFile(join(root, here, name)))
    if (bytes.length === 0) complain(name, 'this file is empty')
    if (bytes.length > fileLimit)
      complain(name, `${bytes.length} bytes is over the limit of ${fileLimit} (8 MB)`)
    if (bytes.length === 0 || bytes.length > fileLimit) return null
    files.set(path, bytes)
    return { path, bytes }
  }
  const takeText = async (name: string): Promise<string | null> => {
    const taken = await take(name)
    if (!taken) return null
    try {
      return fromUtf8(taken.bytes)
    } catch {
      complain(name, 'is not UTF-8')
      return null
    }
  }
  /** One file a language: all or none. Returns their paths. */
  const takeLocalized = async (
    nameOf: (language: string) => string,
    check: (text: string) => { line: number; message: string }[],
  ): Promise<{ en: string; ur: string } | undefined> => {
    const names = languages.map(nameOf)
    if (!names.some((name) => present.includes(name))) return undefined
    for (const name of names) {
      if (!present.includes(name)) {
        complain(name, 'missing translation: this file is not there')
        continue
      }
      const text = await takeText(name)
      if (text !== null) for (const { line, message } of check(text)) complain(name, message, line)
    }
    return { en: `items/${id}/${nameOf('en')}`, ur: `items/${id}/${nameOf('ur')}` }
  }
  const takeMedia = async (name: string): Promise<Item['audio']> => {
    if (!present.includes(name)) return undefined
    const taken = await take(name)
    if (!taken) return undefined
    const length = mediaLength(taken.bytes)
    if ('refused' in length) complain(name, length.refused)
    const seconds = 'seconds' in length ? length.seconds : 0
    const stem = name.slice(0, name.lastIndexOf('.'))
    const captions = await takeLocalized(
      (language) => `${stem}.${language}.vtt`,
      (text) => checkCaptions(text, seconds),
    )
    return { path: taken.path, seconds, ...(captions ? { captions } : {}) }
  }

  const item: Item = { id, ...fields }
  const text = await takeLocalized((language) => `${language}.md`, checkMarkdown)
  if (text) item.text = text
  const audio = await takeMedia('audio.m4a')
  if (audio) item.audio = audio
  const video = await takeMedia('video.mp4')
  if (video) item.video = video
  const poster = imageExtensions
    .map((extension) => `poster.${extension}`)
    .find((name) => present.includes(name))
  if (poster && (await take(poster))) item.poster = `items/${id}/${poster}`
  if (slides) item.slides = []
  for (const [index, slide] of (slides ?? []).entries()) {
    const at = ['slides', index, 'image']
    if (!present.includes(slide.image)) yaml.complain(at, `there is no file ${slide.image} in this folder`)
    else if (describeFile(slide.image)?.group !== 'image')
      yaml.complain(at, `${slide.image} is not a picture`)
    else if (await take(slide.image)) item.slides?.push({ ...slide, image: `items/${id}/${slide.image}` })
  }

  for (const part of needs[item.kind])
    if (item[part] === undefined) yaml.complain([], `a ${item.kind} needs ${partFile[part] ?? part}`)
  const recording = item.audio ?? item.video
  if (item.cutAt !== undefined && item.cutAt > (recording?.seconds ?? 0))
    yaml.complain(['cutAt'], `is after the end of the recording (${recording?.seconds ?? 0} s)`)
  for (const name of present)
    if (!used.has(name)) complain(name, 'nothing refers to this file: misnamed, or not needed')
  return { item, files, release: { item, locks: releases, complain: yaml.complain } }
}
