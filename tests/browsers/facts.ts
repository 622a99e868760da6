import { open, ready, type Scene } from './scene.ts'

/** Something a browser may not be able to do, and what Sada does then. */
export interface Fact {
  readonly key: string
  /** What the browser cannot do, after "cannot". */
  readonly cannot: string
  readonly instead: string
  /** Runs in the page; absent: a journey finds out, and notes the key. */
  readonly can?: () => boolean | Promise<boolean>
  /** Shows that Sada does so; absent: the journeys are made that way, and would fail. */
  readonly shown?: (scene: Scene) => Promise<void>
}

const assert = (fact: boolean, otherwise: string): void => {
  if (!fact) throw new Error(otherwise)
}

/** Runs in the page. */
export const playsBroadcast = (): boolean =>
  'MediaSource' in window && MediaSource.isTypeSupported('video/mp4; codecs="avc1.42c00d,mp4a.40.2"')

export const facts: readonly Fact[] = [
  {
    key: 'sound',
    cannot: 'start sound by itself',
    instead: 'the broadcast waits behind a Play button (first visit)',
  },
  {
    key: 'broadcast',
    cannot: 'play the broadcast (Media Source Extensions with H.264 and AAC)',
    instead: 'its words run, and the screen says why (first visit)',
    can: playsBroadcast,
  },
  {
    key: 'recordings',
    cannot: 'play stored speeches and films (AAC, H.264)',
    instead: 'each says so, and its words are there (recordings)',
  },
  {
    key: 'blobs',
    cannot: 'keep a Blob in IndexedDB',
    instead: 'the bytes themselves are kept (offline reading)',
    can: () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('probe', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('things')
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('things', 'readwrite')
          const end = (can: boolean) => {
            opening.result.close()
            indexedDB.deleteDatabase('probe')
            resolve(can)
          }
          transaction.oncomplete = () => end(true)
          transaction.onabort = () => end(false)
          transaction.objectStore('things').put(new Blob(['x']), 'x')
        }
      }),
  },
  {
    key: 'sync',
    cannot: 'wake the worker when the link returns (Background Sync)',
    instead: 'what waits is sent as soon as the app is opened or shown again, without a tap (giving)',
    can: () => 'SyncManager' in window,
  },
  {
    key: 'persist',
    cannot: 'promise to keep what is stored without asking the person',
    instead: 'nothing waits for the promise, and Packs says that the browser may remove it',
    can: async () => (await navigator.storage?.persisted?.()) ?? false,
    shown: async (scene) => {
      await open(scene, '/packs')
      await scene.me.see({ css: '.packs-promise', says: scene.t.packs.notPersisted })
    },
  },
  {
    key: 'estimate',
    cannot: 'say how much room there is',
    instead: 'Packs shows what each kind takes, and no bar',
    can: () => typeof navigator.storage?.estimate === 'function',
    shown: async (scene) => {
      await open(scene, '/packs')
      await scene.me.see('.packs-promise')
      assert(!(await scene.me.isThere('.packs-room progress')), 'there is a bar of what nobody said')
    },
  },
  {
    key: 'share',
    cannot: 'hand a file to other apps (Web Share)',
    instead: 'a pack is saved as a file; no Share button is shown',
    can: () => navigator.canShare?.({ files: [new File(['x'], 'x.html', { type: 'text/html' })] }) ?? false,
    shown: async (scene) => {
      const { me, t } = scene
      await open(scene, '/packs')
      await me.tap({ css: '.packs-exchange button:enabled', says: t.exchange.make.make })
      await me.see({ css: '.packs-exchange .button-main', says: t.exchange.make.save })
      const button = { css: '.packs-exchange button', says: t.exchange.make.share }
      assert(!(await me.isThere(button)), 'a button that shares nothing')
    },
  },
  {
    key: 'picker',
    cannot: 'ask where a file is to be saved (File System Access)',
    instead: 'a pack goes into the downloads (passing on)',
    can: () => 'showSaveFilePicker' in window,
  },
  {
    key: 'launch',
    cannot: 'open a pack from the system’s file list (File Handling)',
    instead: 'Packs has a button to choose the file (receiving)',
    can: () => 'launchQueue' in window,
  },
  {
    key: 'install',
    cannot: 'be asked by a page to install it',
    instead:
      'there is no button: This phone says where the browser’s menu has it, with drawn steps on an iPhone; the app opens offline from its address (offline reading)',
    can: () => 'onbeforeinstallprompt' in window,
  },
  {
    key: 'data',
    cannot: 'say that data is to be spared (Network Information)',
    instead: 'everything is fetched, words first, until one chooses less in Packs',
    can: () => 'connection' in navigator,
    shown: async (scene) => {
      const { me, t } = scene
      await open(scene, '/packs')
      await me.see(ready)
      await me.see({ css: '.packs-room input:checked', says: t.exchange.room.choices.everything.name })
    },
  },
]

/** Finds what this browser cannot do and has each answer of Sada's shown. @throws Error where one is not what it should be */
export const whatItLacks = async (scene: Scene): Promise<void> => {
  await open(scene, '/packs')
  await scene.me.see(ready)
  for (const { key, can } of facts) if (can && !(await scene.me.browser.call(can))) scene.notes.add(key)
  for (const { key, shown } of facts) if (scene.notes.has(key)) await shown?.(scene)
}
