import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEvening, projectFolders } from '../evening/open-evening.ts'
import { parsePort } from '../evening/parse-port.ts'
import { closeOnSignal } from '../evening/until-signal.ts'
import { usageError } from '../problems.ts'
import { inProject } from '../project.ts'
import { run as buildEdition } from './edition-build.ts'

export const help = `
Usage: npm run dev [-- options]

Develops with hot reload: Vite serves the app from source, in front of the same gateway, edition
and broadcast that npm start serves. The demo edition is built first.

Options:
  --port <n>          port of the app (default: PORT or 8080)
  --gateway-port <n>  port of the gateway behind it (default: any free one)
  --data <folder>     where donations are recorded (default: SADA_DATA or data)
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      port: { type: 'string', default: process.env.PORT || '8080' },
      'gateway-port': { type: 'string', default: '0' },
      data: { type: 'string', default: process.env.SADA_DATA || 'data' },
    },
  })
  if (positionals.length > 0) throw usageError(`not understood: ${positionals.join(' ')}`, 'dev')
  const port = parsePort(values.port, 'dev')
  const source = inProject('src/organiser/demo/edition')
  await buildEdition([source, '--keys', projectFolders.keys, '--out', projectFolders.edition])
  const evening = await openEvening({
    ...projectFolders,
    host: '127.0.0.1',
    port: parsePort(values['gateway-port'], 'dev'),
    data: values.data,
    app: null,
    log: { file: join(values.data, 'gateway.log') },
  })
  // Read by vite.config.ts when Vite loads it.
  process.env.SADA_GATEWAY = evening.address
  try {
    const { createServer } = await import('vite')
    const root = inProject('.')
    const vite = await createServer({ root, server: { host: '127.0.0.1', port, strictPort: false } })
    await vite.listen()
    closeOnSignal(
      async () => {
        await vite.close()
        await evening.close()
      },
      {
        closing: () => console.log('\nClosing.'),
        failed: (error) => console.error(`sada: did not close cleanly: ${error}`),
      },
    )
    vite.printUrls()
    console.log(`  Gateway, edition and broadcast: ${evening.address}`)
  } catch (error) {
    await evening.close()
    throw error
  }
}
