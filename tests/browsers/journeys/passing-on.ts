import { execFileSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { open, ready, type Scene } from '../scene.ts'

/** What is on the phone becomes one file in the downloads. */
export const passingOn = async (scene: Scene): Promise<void> => {
  const { me, t, engine, language, downloads } = scene
  await open(scene, '/packs')
  await me.see(ready)
  await me.tap({ css: '.packs-exchange button:enabled', says: t.exchange.make.make })
  await me.see({ css: 'h3', says: t.exchange.make.made })
  await scene.shoot('made')
  await me.tap({ css: 'button', says: t.exchange.make.save })
  await me.see({ css: '.packs-exchange .notice', says: t.exchange.make.saved })
  const find = () => globSync(join(downloads, '**/*-edition-*.html'))[0]
  let size = -1
  await me.await('the pack is in the downloads', async () => {
    const file = find()
    const before = size
    size = file && existsSync(file) ? statSync(file).size : -1
    return size > 0 && size === before
  })
  const file = find() ?? ''
  const said = execFileSync('unzip', ['-t', file], { encoding: 'utf8' })
  if (!said.includes('No errors detected')) throw new Error(said)
  if (language === 'en') scene.passedOn.set(engine.key, file)
}
