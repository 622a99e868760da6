import { expect, test } from '@playwright/test'
import { states } from '../states/all.ts'
import { openPhones, type Phones } from '../states/phones.ts'
import type { State } from '../states/state.ts'
import { axeFindings, lostOnScreen, smallTargets } from './reach.ts'
import { createWorld, type Language, type World } from './shell-world.ts'

/** Themes in which a state is judged: all of them where people are most, else one a language, so that each theme meets each state once. */
const looksOf = ({ main }: State, language: Language) =>
  [
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'active' },
  ].filter(({ colorScheme, forcedColors }) =>
    main
      ? true
      : language === 'en'
        ? colorScheme === 'light'
        : forcedColors === 'none' && colorScheme === 'dark',
  ) as { colorScheme: 'light' | 'dark'; forcedColors: 'none' | 'active' }[]

/** The ordinary phone, the narrowest, 1280 × 1024 at 400 % (WCAG 1.4.10), and a desk. */
const sizes = [
  { width: 360, height: 740 },
  { width: 320, height: 640 },
  { width: 320, height: 256 },
  { width: 1280, height: 800 },
]

/** States of a place that one test looks at: no more than fit into its time on a busy machine. */
const together = 5

/** Tests that every state of every place is within everybody's reach, in one language. */
export const testStates = (language: Language): void => {
  let world: World
  let phones: Phones
  test.beforeAll(async ({ browser }) => {
    world = await createWorld()
    phones = openPhones(browser, world, language)
  })
  test.afterAll(async () => {
    await phones.close()
    await world.remove()
  })
  const placeOf = ({ name }: State) => name.split('-')[0] ?? name
  const judged = states.filter(({ slow }) => !(slow && language === 'ur'))
  const groups = [...new Set(judged.map(placeOf))].flatMap((place) => {
    const here = judged.filter((one) => placeOf(one) === place)
    return here.flatMap((_, at) =>
      at % together === 0 ? [{ name: `${place} from ${at + 1}`, here: here.slice(at, at + together) }] : [],
    )
  })
  for (const { name, here } of groups)
    test(`${name} (${language}): axe finds nothing, nothing is lost at any size, no main action is small`, async () => {
      for (const state of here)
        await test.step(state.name, () =>
          phones.show(state, async (page) => {
            // All of it at once: what is scrolled half under a bar would count as smaller than it is.
            const height = await page.evaluate(() => document.documentElement.scrollHeight)
            await page.setViewportSize({ width: 360, height: height + 300 })
            await page.evaluate(() => scrollTo(0, 0))
            for (const [at, look] of looksOf(state, language).entries()) {
              await page.emulateMedia(look)
              const only = at > 0 && look.forcedColors === 'none' ? 'colours' : 'all'
              expect.soft(await axeFindings(page, only), `${state.name}, ${JSON.stringify(look)}`).toEqual([])
            }
            for (const size of sizes) {
              await page.setViewportSize(size)
              expect.soft(await lostOnScreen(page), `${state.name}, ${JSON.stringify(size)}`).toEqual([])
              expect.soft(await smallTargets(page), `${state.name}, ${JSON.stringify(size)}`).toEqual([])
            }
          }),
        )
    })
}
