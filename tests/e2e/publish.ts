import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { World } from './shell-world.ts'

/** Files of the app that name other files. */
const texts = (app: string): string[] => [
  'index.html',
  'sw.js',
  ...readdirSync(join(app, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`),
]

export const edit = (world: World, path: string, change: (text: string) => string): void => {
  const file = join(world.app, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing to change in ${path}`)
  writeFileSync(file, after)
}

/** The built file of a name without its hash, e.g. `GiveScreen.js`. */
export const assetOf = (world: World, name: string): string => {
  const [stem, end] = name.split('.')
  const found = readdirSync(join(world.app, 'assets')).find((file) =>
    new RegExp(`^${stem}-[\\w-]{8}\\.${end}$`).test(file),
  )
  if (!found) throw new Error(`there is no ${name}`)
  return join(world.app, 'assets', found)
}

/** Another server process: what it kept in memory is forgotten. */
const restart = async (world: World): Promise<void> => {
  await world.stop()
  await world.serve()
}

/** Puts the page's revision into the worker's precache list, so that its bytes differ as well. */
const revise = (text: string, version: string): string =>
  text
    .replace(/("?revision"?:\s*["'`])\w+(["'`],\s*"?url"?:\s*["'`]index\.html)/, `$1${version}$2`)
    .replace(/("?url"?:\s*["'`]index\.html["'`],\s*"?revision"?:\s*["'`])\w+/, `$1${version}`)

const mark = (text: string, version: string): string =>
  text.replace(/<html (data-version="\w+" )?/, `<html data-version="${version}" `)

/** Publishes a version of the app whose page alone is another. */
export const publish = async (world: World, version: string): Promise<void> => {
  edit(world, 'index.html', (text) => mark(text, version))
  edit(world, 'sw.js', (text) => revise(text, version))
  await restart(world)
}

/** Publishes a version all of whose code has other names, as a build after a change does; the code of the one before is gone. */
export const publishAnew = async (world: World, version: string): Promise<void> => {
  const names = readdirSync(join(world.app, 'assets')).filter((name) => /-[\w-]{8}\.(js|css)$/.test(name))
  // Names differ by their hashes alone where two files are called alike (`ur`).
  const hashOf = (at: number) => version.padEnd(5, '0').slice(0, 5) + String(at).padStart(3, '0')
  const renamed = names.map(
    (name, at) => [name, name.replace(/-[\w-]{8}(\.\w+)$/, `-${hashOf(at)}$1`)] as const,
  )
  for (const path of texts(world.app)) {
    const file = join(world.app, path)
    let text = readFileSync(file, 'utf8')
    for (const [before, after] of renamed) text = text.replaceAll(before, after)
    if (path === 'index.html') text = mark(text, version)
    if (path === 'sw.js') text = revise(text, version)
    writeFileSync(file, text)
  }
  for (const [before, after] of renamed)
    if (before !== after) renameSync(join(world.app, 'assets', before), join(world.app, 'assets', after))
  await restart(world)
}

export const removeFile = async (world: World, path: string): Promise<void> => {
  rmSync(join(world.app, path))
  await restart(world)
}

export const version = (page: Page) => page.locator('html').getAttribute('data-version')
export const notice = (page: Page) => page.getByText('A new version is ready.')

/** How often the page is loaded from now on. */
export const countLoads = (page: Page): (() => number) => {
  let loads = 0
  page.on('load', () => {
    loads++
  })
  return () => loads
}

/** What an open page does every hour and whenever it comes online; the event is made here. */
export const lookForUpdate = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')))
