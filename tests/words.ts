/**
 * `npm run words`, and with it `npm run build`: fails where a language lacks a message that English has, or a message is there that no code
 * asks for. The types say the first as well; here it holds without them.
 */
import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { differences } from './words/shape.ts'
import { unusedKeys } from './words/unused.ts'

const folder = 'src/ui/languages'
/** They hand all messages on and say none. */
const apart = /\/src\/ui\/(languages\/|load-language|isolate)|\/testing\.tsx$/

const english = (await import(resolve(folder, 'en.ts'))) as object
const complaints = unusedKeys('tsconfig.browser.json', join(folder, 'en.ts'), (path) => apart.test(path))
  .filter((key) => !key.startsWith('about.'))
  .map((key) => `en.ts: no code says ${key}`)
for (const file of readdirSync(folder))
  for (const difference of differences(english, (await import(resolve(folder, file))) as object))
    complaints.push(`${basename(file)}: ${difference}`)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
