import type { Page } from '@playwright/test'
import type { Catalogue } from '../../src/ui/catalogue.ts'
import * as en from '../../src/ui/languages/en.ts'
import * as ur from '../../src/ui/languages/ur.ts'
import type { Language, World } from '../e2e/shell-world.ts'

/** What a state is brought about with. */
export interface Scene {
  readonly page: Page
  readonly world: World
  readonly language: Language
  /** What the screens say, in the scene's language. */
  readonly t: Catalogue
}

/** What a browser has been through before: all of the edition, nothing at all, or a ban on keeping anything. */
export type Phone = 'ready' | 'own' | 'new' | 'blocked'

/** One screen in one state, as a person may meet it. */
export interface State {
  /** `<place>-<what>`; names its pictures and its findings. */
  readonly name: string
  /** Looked at in every combination of language, theme and size: the screens people are on most. */
  readonly main?: true
  /** Takes ten seconds to come about: judged in one language only. */
  readonly slow?: true
  /** `ready` (default) is one browser for many states; `own` is as ready and leaves nothing behind. */
  readonly phone?: Phone
  /** The server is stopped before it opens. */
  readonly server?: 'gone'
  /** Goes there with the real app, until the state stands. Faults of the network alone are made up. */
  readonly open: (scene: Scene) => Promise<void>
}

export const messages: Record<Language, Catalogue> = { en, ur }

/** Opens a path and waits for its heading. */
export const go = async ({ page, world }: Scene, path: string): Promise<void> => {
  await page.goto(world.address + path)
  await page.locator('main h1').first().waitFor()
}
