/// <reference lib="webworker" />
import { lateKind } from '../src/shared/late-code.ts'
import { bypass } from './bypass.ts'
import { keepLate } from './late.ts'
import { remind } from './remind.ts'
import { receiveShared } from './share.ts'
import { keepShell } from './shell.ts'
import { updateOnConsent } from './update.ts'
import { wakeOutbox } from './wake.ts'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: unknown }

// What workbox-build writes here: the page and all code, with a revision where the name has no hash.
const files = self.__WB_MANIFEST as { url: string; revision: string | null }[]
const isLate = ({ url }: { url: string }) => lateKind(`/${url}`) !== null

const code = new Set(files.map(({ url }) => `/${url}`))

keepShell(
  files.filter((file) => !isLate(file)),
  code,
)
keepLate(files.filter(isLate).map(({ url }) => `/${url}`))
bypass('/broadcast/*')
receiveShared()
updateOnConsent()
wakeOutbox()
remind()
