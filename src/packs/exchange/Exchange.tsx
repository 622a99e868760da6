import './exchange.css'
import { useEffect, useState } from 'preact/hooks'
import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import { useLanguage } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import type { Packs, PacksState } from '../packs.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import type { Wishes } from '../wishes.ts'
import { Archive } from './Archive.tsx'
import { Erase } from './Erase.tsx'
import { MakePack } from './MakePack.tsx'
import { OnThisPhone } from './OnThisPhone.tsx'
import { OpenPack } from './OpenPack.tsx'
import { inboxOf } from './pack-in.ts'
import { SaveCopy } from './SaveCopy.tsx'
import { StorageFacts } from './StorageFacts.tsx'
import { StorageRoom } from './StorageRoom.tsx'
import { SyncChoices } from './SyncChoices.tsx'
import { onLaunchFile, takeShared } from './shared-file.ts'
import { exchangeWords } from './words.ts'

interface Props {
  packs: Packs
  state: PacksState
  /** Donations on this phone that were not sent yet. */
  waiting: number
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

/** Packs in and out of this phone, and the room they take. Loaded after the rest of the screen. */
export const Exchange = ({ packs, state, waiting }: Props) => {
  const { language } = useLanguage()
  const t = exchangeWords[language]
  const { reader, wishes, showing } = state
  const inbox = inboxOf(packs)
  const signed = useSigned(packs, state)
  const [problem, setProblem] = useState<Trouble | null>(null)
  useEffect(() => {
    const take = (file: File) => void inbox.look(file)
    onLaunchFile(take)
    takeShared().then(
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
  const remove = (next: Wishes) => {
    setProblem(null)
    packs
      .wish(next)
      .then(packs.removeUnwanted)
      .catch((error: unknown) => setProblem(troubleOf(error)))
  }
  const whole = reader !== null && signed !== null && showing === null
  return (
    <>
      {problem && <ProblemNotice problem={problem.key} />}
      {reader && <OnThisPhone reader={reader} />}
      <OpenPack
        inbox={inbox}
        held={reader?.manifest.edition ?? null}
        signer={state.signer}
        durable={state.durable}
      />
      {whole ? (
        <MakePack reader={reader} signed={signed} />
      ) : (
        !reader && <p class="soft packs-line">{t.make.empty}</p>
      )}
      <section class="packs-room" aria-labelledby="packs-room">
        <h2 id="packs-room">{t.room.title}</h2>
        {(reader || !state.durable) && <StorageFacts state={state} />}
        <SyncChoices wishes={wishes} sparing={state.sparing} onWish={(next) => void packs.wish(next)} />
        {whole && (
          <>
            <StorageRoom reader={reader} wishes={wishes} onRemove={remove} />
            <SaveCopy reader={reader} signed={signed} />
          </>
        )}
        <Erase waiting={waiting} onErase={packs.close} />
      </section>
      <Archive packs={packs} state={state} />
    </>
  )
}
