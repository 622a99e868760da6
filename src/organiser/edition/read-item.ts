import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fromUtf8, utf8 } from '../../shared/bytes.ts'
import type { Item } from '../../shared/content.ts'
import { type Language, languages } from '../../shared/language.ts'
import type { PictureJob } from '../pictures/make-pictures.ts'
import { sourceExtensions } from '../pictures/make-variants.ts'
import { checkCaptions } from './check-captions.ts'
import { checkMarkdown, type FoundLink } from './check-markdown.ts'
import type { Findings } from './findings.ts'
import { mediaLength } from './media-seconds.ts'
import { readFields } from './read-fields.ts'
import type { ReleaseSource } from './read-lock.ts'
import { type FileMap, fileTaker } from './take-files.ts'

export type { FileMap } from './take-files.ts'

/** What a kind cannot do without. */
const needs: Record<Item['kind'], (keyof Item)[]> = {
  chapter: ['text'],
  speech: ['text', 'audio', 'speaker'],
  slideshow: ['slides'],
  song: ['audio'],
  documentary: ['video'],
  notice: ['text', 'published'],
}
/** Where a needed part comes from, when it is not a field. */
const partFile: Partial<Record<keyof Item, string>> = {
  text: 'en.md and ur.md',
  audio: 'audio.m4a',
  video: 'video.mp4',
}

/** A text of an item, for what can be judged only when all items are known. */
export interface ItemText {
  file: string
  language: Language
  links: FoundLink[]
  /** Anchors its headings make. */
  anchors: ReadonlySet<string>
}

export interface ReadItem {
  item: Item
  /** By the paths they will have in the edition. */
  files: FileMap
  /** Still to be made, and to be put into `item`. */
  pictures: PictureJob[]
  texts: ItemText[]
  release: ReleaseSource
}

/**
 * Reads `items/<folder>`: its fields and every file in it, all of which must be referred to and all of which must be there.
 * @param root the edition's source folder
 * @returns `null` where its fields are wrong
 */
export const readItem = async (
  root: string,
  folder: string,
  maxFile: number,
  findings: Findings,
): Promise<ReadItem | null> => {
  const here = `items/${folder}`
  const id = folder.replace(/^\d+-/, '')
  const entries = (await readdir(join(root, here), { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.'),
  )
  for (const { name } of entries.filter((entry) => !entry.isFile()))
    findings.add({ file: `${here}/${name}`, message: 'is no file; an item’s files lie side by side' })
  const present = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
  const { taken, complain, take, takePicture, put } = fileTaker(root, folder, id, maxFile, findings)

  for (const name of ['item.yaml', 'lock.yaml']) taken.used.add(name)
  const read = await readFields(root, here, present, findings)
  if (!read) return null
  const { fields, texts } = read
  const { slides, releases = [], ...rest } = fields.value
  const item: Item = { id, ...rest }
  const itemTexts: ItemText[] = []

  /** Takes the words of a language; its front matter is no part of them. */
  const takeWords = (language: Language): void => {
    const name = `${language}.md`
    const text = texts[language]
    if (!text) return
    taken.used.add(name)
    put(name, utf8(text.body))
    const { faults, links, anchors } = checkMarkdown(text.body)
    for (const { line, message } of faults) complain(name, message, line + text.linesBefore)
    const placed = links.map((link) => ({ ...link, line: link.line + text.linesBefore }))
    itemTexts.push({ file: `${here}/${name}`, language, links: placed, anchors })
  }
  /** One file a language: all or none. Returns their paths. */
  const takeLocalized = async (
    nameOf: (language: Language) => string,
    takeOne: (name: string, language: Language) => Promise<void> | void,
    has: (language: Language) => boolean = (language) => present.includes(nameOf(language)),
  ): Promise<{ en: string; ur: string } | undefined> => {
    if (!languages.some(has)) return undefined
    for (const language of languages) {
      const name = nameOf(language)
      if (has(language)) await takeOne(name, language)
      else if (present.includes(name))
        complain(name, 'missing translation: there is no text under its fields')
      else complain(name, 'missing translation: this file is not there')
    }
    return { en: `items/${id}/${nameOf('en')}`, ur: `items/${id}/${nameOf('ur')}` }
  }
  const takeMedia = async (name: string): Promise<Item['audio']> => {
    if (!present.includes(name)) return undefined
    const file = await take(name)
    if (!file) return undefined
    const length = mediaLength(file.bytes)
    if ('refused' in length) complain(name, length.refused)
    const seconds = 'seconds' in length ? length.seconds : 0
    const stem = name.slice(0, name.lastIndexOf('.'))
    const captions = await takeLocalized(
      (language) => `${stem}.${language}.vtt`,
      async (vtt) => {
        const bytes = (await take(vtt))?.bytes
        if (!bytes) return
        try {
          for (const { line, message } of checkCaptions(fromUtf8(bytes), seconds))
            complain(vtt, message, line)
        } catch {
          complain(vtt, 'is not UTF-8')
        }
      },
    )
    return { path: file.path, seconds, ...(captions ? { captions } : {}) }
  }

  // A file of nothing but fields is no text.
  const hasWords = (language: Language): boolean => {
    const text = texts[language]
    return text !== undefined && (!text.fields || text.body.trim() !== '')
  }
  for (const language of languages) if (texts[language]?.fields) taken.used.add(`${language}.md`)
  const text = await takeLocalized(
    (language) => `${language}.md`,
    (_name, language) => takeWords(language),
    hasWords,
  )
  if (text) item.text = text
  const audio = await takeMedia('audio.m4a')
  if (audio) item.audio = audio
  const video = await takeMedia('video.mp4')
  if (video) item.video = video
  const poster = sourceExtensions
    .map((extension) => `poster.${extension}`)
    .find((name) => present.includes(name))
  if (poster) {
    const picture = await takePicture(poster)
    if (picture) item.poster = picture
  }
  if (slides) item.slides = []
  for (const [index, slide] of (slides ?? []).entries()) {
    const at = ['slides', index, 'image']
    if (!present.includes(slide.image)) fields.complain(at, `there is no file ${slide.image} in this folder`)
    else if (!sourceExtensions.includes(slide.image.slice(slide.image.lastIndexOf('.') + 1)))
      fields.complain(at, `${slide.image} is not a picture (${sourceExtensions.join(', ')})`)
    else {
      const image = await takePicture(slide.image)
      if (image) item.slides?.push({ ...slide, image })
    }
  }

  for (const part of needs[item.kind])
    if (item[part] === undefined) fields.complain([], `a ${item.kind} needs ${partFile[part] ?? part}`)
  const recording = item.audio ?? item.video
  if (item.cutAt !== undefined && item.cutAt > (recording?.seconds ?? 0))
    fields.complain(['cutAt'], `is after the end of the recording (${recording?.seconds ?? 0} s)`)
  for (const name of present)
    if (!taken.used.has(name)) complain(name, 'nothing refers to this file: misnamed, or not needed')
  return {
    item,
    files: taken.files,
    pictures: [...taken.pictures.values()],
    texts: itemTexts,
    release: { item, locks: releases, complain: fields.complain },
  }
}
