/// <reference lib="webworker" />
import { keepPlayer } from './player.ts'
import { receiveShared } from './share.ts'
import { keepShell } from './shell.ts'
import { updateOnConsent } from './update.ts'
import { wakeOutbox } from './wake.ts'

keepShell()
keepPlayer()
receiveShared()
updateOnConsent()
wakeOutbox()
