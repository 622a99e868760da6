import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/shared/language.ts'
import type { Catalogue } from '../../src/ui/catalogue.ts'
import * as en from '../../src/ui/languages/en.ts'
import * as ur from '../../src/ui/languages/ur.ts'
import type { World } from '../e2e/shell-world.ts'
import type { Driver } from './driver.ts'
import type { Engine } from './engines.ts'
import { type Person, personAt } from './person.ts'

/** Everything a screen says in a language, out of the app's own catalogues. */
const wordsOf = ({ shell, places, ...late }: Catalogue) => ({ ...shell, ...places, ...late })
const catalogues = { en: wordsOf(en), ur: wordsOf(ur) }
export type Words = (typeof catalogues)[Language]

/** One phone, one server, one language: where a journey takes place. */
export interface Scene {
  readonly engine: Engine
  readonly language: Language
  readonly t: Words
  readonly world: World
  /** Folder where this browser's downloads land. */
  readonly downloads: string
  /** Files that phones of this run have made, for others to open: by the engine that made them. */
  readonly passedOn: Map<string, string>
  /** Keys of `facts.ts` that journeys came upon. */
  readonly notes: Set<string>
  /** Whoever holds the phone; another one after a restart. */
  readonly me: Person
  /** Ends the browser as the system does when it needs the memory, and opens it again. */
  restart(): Promise<void>
  /** Keeps a picture of the screen where `SADA_SHOTS` says. */
  shoot(name: string): Promise<void>
}

/** `SADA_SHOTS=<folder>` keeps pictures of the screens, to be looked at. */
const shots = process.env['SADA_SHOTS']

export const openScene = async (
  engine: Engine,
  language: Language,
  world: World,
  folder: string,
  passedOn: Map<string, string>,
): Promise<Scene & { close(): Promise<void> }> => {
  const launch = {
    profile: join(folder, 'profile'),
    downloads: folder,
    languages: language === 'ur' ? 'ur-PK,en' : 'en-GB,en',
  }
  let browser: Driver = await engine.launch(launch)
  let me = personAt(browser)
  return {
    engine,
    language,
    t: catalogues[language],
    world,
    downloads: folder,
    passedOn,
    notes: new Set(),
    get me() {
      return me
    },
    async restart() {
      await browser.close()
      browser = await engine.launch(launch)
      me = personAt(browser)
    },
    async shoot(name) {
      if (shots)
        writeFileSync(join(shots, `${engine.key}-${name}-${language}.png`), await browser.screenshot())
    },
    close: () => browser.close(),
  }
}

/** Opens an address of the app, and waits for its heading. */
export const open = async ({ me, world }: Scene, path: string): Promise<void> => {
  await me.browser.go(world.address + path)
  await me.see('main h1')
}

/** Goes to one of the four places by the bar at the foot. */
export const toPlace = async ({ me, language }: Scene, place: string): Promise<void> => {
  // Before the language is there the bar may still turn around, and Give lie where Read was.
  await me.see(`html[lang="${language}"] main h1`)
  await me.tap(`nav a[href="/${place}"]`)
  await me.see(`nav a[href="/${place}"][aria-current="page"]`)
  await me.see('main h1')
}

/** The language button, wherever it stands. */
export const choose = async ({ me }: Scene, language: Language): Promise<void> => {
  const chosen = await me.browser.call(() => document.documentElement.lang)
  if (chosen !== language) await me.tap('.app-language')
  await me.see(`html[lang="${language}"]`)
}

/** Ready offline: app and edition are on the phone. */
export const ready = '.app-status[data-ready="true"]'
export const waiting = (count: number) => `.app-status[data-waiting="${count}"]`
