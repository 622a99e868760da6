import type { PrivateJwk } from '../shared/signature.ts'
import { openedCsv, openRows } from '../shared/treasury/opened.ts'
import { writeSealed } from '../shared/treasury/sealed-file.ts'
import type { LedgerFilter, Treasury } from '../shared/treasury/treasury.ts'
import { allDonations } from '../shared/treasury/whole-ledger.ts'
import { Problem } from './Problem.tsx'
import { useWork } from './use-work.ts'
import { useSpeech } from './words-context.ts'

/** Hands the browser a file to save. */
const save = (name: string, type: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

interface Props {
  treasury: Treasury
  filter: LedgerFilter
  sealingKey: PrivateJwk | null
}

/** All donations that pass the filter, as a file: sealed, or opened by the key in this browser. */
export const ExportButtons = ({ treasury, filter, sealingKey }: Props) => {
  const { t } = useSpeech()
  const { busy, error, run } = useWork()
  const day = new Date().toISOString().slice(0, 10)
  const sealed = () =>
    run(async () => {
      const rows = await allDonations(treasury, filter, true)
      save(`donations-sealed-${day}.jsonl`, 'application/jsonl', writeSealed(rows, Date.now()))
    })
  const opened = (key: PrivateJwk) =>
    run(async () => {
      const rows = await allDonations(treasury, filter, true)
      save(`donations-${day}.csv`, 'text/csv', openedCsv(await openRows(rows, key)))
    })
  return (
    <section class="card row" aria-label={t.export}>
      <span>{t.exportHint}</span>
      <button type="button" class="button" disabled={busy} onClick={sealed}>
        {t.exportSealed}
      </button>
      {sealingKey && (
        <button type="button" class="button" disabled={busy} onClick={() => opened(sealingKey)}>
          {t.exportOpened}
        </button>
      )}
      <Problem error={error} />
    </section>
  )
}
