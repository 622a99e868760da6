import './exchange.css'
import { useEffect, useState } from 'preact/hooks'
import type { KeptVoice } from '../../shared/kept-voice.ts'
import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import { shareKinds } from '../../shared/share-target.ts'
import { useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { takeShared } from '../../ui/take-shared.ts'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import { type KeyChange, keyChanges } from '../key-changes.ts'
import type { Packs, PacksState } from '../packs.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import type { Wishes } from '../wishes.ts'
import { Archive } from './Archive.tsx'
import { ClockNotice } from './ClockNotice.tsx'
import { Erase } from './Erase.tsx'
import { KeyChanges } from './KeyChanges.tsx'
import { onLaunchFile } from './launch-file.ts'
import { MakePack } from './MakePack.tsx'
import { OnThisPhone } from './OnThisPhone.tsx'
import { OpenPack } from './OpenPack.tsx'
import { inboxOf } from './pack-in.ts'
import type { DonationsHere } from './room-use.ts'
import { SaveCopy } from './SaveCopy.tsx'
import { StorageFacts } from './StorageFacts.tsx'
import { StorageRoom } from './StorageRoom.tsx'
import { SyncChoices } from './SyncChoices.tsx'
import { VoiceRoom } from './VoiceRoom.tsx'
import { exchangeWords } from './words.ts'

interface Props {
  packs: Packs
  state: PacksState
  /** Donations on this phone that were not sent yet. */
  waiting: number
  donations: DonationsHere | null
  voice: KeptVoice | null
}

/** The current edition's own signed bytes, once the shelf is open. */
const useSigned = (packs: Packs, state: PacksState): SignedManifest | null => {
  const [signed, setSigned] = useState<SignedManifest | null>(null)
  const { reader } = state
  useEffect(() => {
    let current = true
    void packs.shelf.then(
      ({ opened }) => current && setSigned(opened?.reader === reader ? (opened?.stored ?? null) : null),
    )
    return () => {
      current = false
    }
  }, [packs, reader])
  return signed
}

/** How the organisation has changed its keys, as far as this phone has accepted it. */
const useKeyChanges = (packs: Packs, { reader }: PacksState): readonly KeyChange[] => {
  const [changes, setChanges] = useState<readonly KeyChange[]>([])
  useEffect(() => {
    let current = true
    void packs.shelf.then(({ ring }) => current && setChanges(keyChanges(ring)))
    return () => {
      current = false
    }
  }, [packs, reader])
  return changes
}

/** Packs in and out of this phone, and the room they take. Loaded after the rest of the screen. */
export const Exchange = ({ packs, state, waiting, donations, voice }: Props) => {
  const t = useWords(exchangeWords)
  const { reader, wishes, showing } = state
  const inbox = inboxOf(packs)
  const signed = useSigned(packs, state)
  const [problem, setProblem] = useState<Trouble | null>(null)
  useEffect(() => {
    const take = (file: File) => void inbox.look(file)
    onLaunchFile(take)
    takeShared(shareKinds.pack).then(
      (file) => file && take(file),
      (error: unknown) => setProblem(troubleOf(error)),
    )
    // Dropped beside the place for it, a file would otherwise replace this page.
    const hover = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) take(file)
    }
    document.addEventListener('dragover', hover)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', hover)
      document.removeEventListener('drop', drop)
    }
  }, [inbox])
  const room = useFocusKept<HTMLElement>()
  const remove = (next: Wishes) => {
    setProblem(null)
    void packs.wish(next)
    packs.removeUnwanted().catch((error: unknown) => setProblem(troubleOf(error)))
  }
  const whole = reader !== null && signed !== null && showing === null
  return (
    <>
      {problem && <ProblemNotice problem={problem.key} />}
      {reader && <ClockNotice reader={reader} stale={state.stale} now={state.now} />}
      <KeyChanges changes={useKeyChanges(packs, state)} />
      {reader && <OnThisPhone reader={reader} />}
      <OpenPack inbox={inbox} held={reader?.manifest.edition ?? null} durable={state.durable} />
      {whole ? (
        <MakePack reader={reader} signed={signed} />
      ) : (
        !reader && <p class="soft packs-line">{t.make.empty}</p>
      )}
      <section class="packs-room" aria-labelledby="packs-room" ref={room}>
        <h2 id="packs-room">{t.room.title}</h2>
        {(reader || !state.durable) && <StorageFacts state={state} onPersist={packs.persist} />}
        <SyncChoices wishes={wishes} sparing={state.sparing} onWish={(next) => void packs.wish(next)} />
        {whole && (
          <>
            <StorageRoom reader={reader} wishes={wishes} donations={donations} onRemove={remove} />
            <SaveCopy reader={reader} signed={signed} />
          </>
        )}
        {voice && <VoiceRoom voice={voice} />}
        <Erase
          waiting={waiting}
          onErase={() => {
            packs.close()
            donations?.close()
          }}
        />
      </section>
      <Archive packs={packs} state={state} />
    </>
  )
}
