/** What a command file exports. */
export interface CommandModule {
  /** Shown by `--help`: usage line, what it does, options, examples. */
  help: string
  /** Does the work; `argv` is what follows the command's name. Throws `CommandError` for expected failures. */
  run(argv: string[]): Promise<void>
}

export interface Command {
  /** One or two words, as typed. */
  name: string
  summary: string
  /** Loaded only when called, so that `--help` and small commands start at once. */
  load(): Promise<CommandModule>
}

/** Every command of the organiser's command line: to add one, write its file and add a line. */
export const commands: readonly Command[] = [
  {
    name: 'keys new',
    summary: 'make the keys of an organisation',
    load: () => import('./keys-new.ts'),
  },
  {
    name: 'keys rotate',
    summary: 'change the keys editions are signed with, so that phones follow',
    load: () => import('./keys-rotate.ts'),
  },
  {
    name: 'edition build',
    summary: 'build a signed edition from a plain source folder',
    load: () => import('./edition-build.ts'),
  },
  {
    name: 'edition verify',
    summary: 'check the signatures and every file of a built edition',
    load: () => import('./edition-verify.ts'),
  },
  {
    name: 'edition diff',
    summary: 'show what changed between two built editions, and what it costs a phone',
    load: () => import('./edition-diff.ts'),
  },
  {
    name: 'edition publish',
    summary: 'publish a built edition to a folder or an object store, whole at every moment',
    load: () => import('./edition-publish.ts'),
  },
  {
    name: 'pack make',
    summary: 'make one file of an edition, or of a part of it, to be handed from phone to phone',
    load: () => import('./pack-make.ts'),
  },
  {
    name: 'pack inspect',
    summary: 'say what a pack holds and who signed it, or why no phone takes it',
    load: () => import('./pack-inspect.ts'),
  },
  {
    name: 'lock new',
    summary: 'make the key of a locked item',
    load: () => import('./lock-new.ts'),
  },
  {
    name: 'lock show',
    summary: 'show a locked item’s key as a code and as words, to be given out',
    load: () => import('./lock-show.ts'),
  },
  {
    name: 'evening',
    summary: 'serve the app, the edition, the broadcast and the gateway',
    load: () => import('./evening.ts'),
  },
  {
    name: 'gateway backup',
    summary: 'copy the ledger into one file while the gateway goes on recording',
    load: () => import('./gateway-backup.ts'),
  },
  {
    name: 'gateway restore',
    summary: 'put a backup of the ledger into an empty data folder',
    load: () => import('./gateway-restore.ts'),
  },
  {
    name: 'treasurer account',
    summary: 'make, renew or remove the account of a treasurer',
    load: () => import('./treasurer-account.ts'),
  },
  {
    name: 'treasurer list',
    summary: 'list and filter donations; with the key, with their donors',
    load: () => import('./treasurer-list.ts'),
  },
  {
    name: 'treasurer totals',
    summary: 'what was promised and what has arrived, over time',
    load: () => import('./treasurer-totals.ts'),
  },
  {
    name: 'treasurer export',
    summary: 'write donations to a file, sealed or opened',
    load: () => import('./treasurer-export.ts'),
  },
  {
    name: 'treasurer reconcile',
    summary: 'match a bank statement with the ledger',
    load: () => import('./treasurer-reconcile.ts'),
  },
  {
    name: 'treasurer confirm',
    summary: 'enter payments out of a bank statement',
    load: () => import('./treasurer-confirm.ts'),
  },
  {
    name: 'treasurer payments',
    summary: 'show payments, and who did what',
    load: () => import('./treasurer-payments.ts'),
  },
  {
    name: 'treasurer undo',
    summary: 'take a payment back by a counter-entry',
    load: () => import('./treasurer-undo.ts'),
  },
  {
    name: 'broadcast',
    summary: 'send a live input, voice first, to a folder that any web server can serve',
    load: () => import('./broadcast.ts'),
  },
  {
    name: 'rehearse',
    summary: 'replay a recorded broadcast as if it were live, with the whole evening around it',
    load: () => import('./rehearse.ts'),
  },
  {
    name: 'dev',
    summary: 'develop with hot reload against the same gateway and broadcast',
    load: () => import('./dev.ts'),
  },
]
