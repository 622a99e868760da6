import { useEffect, useState } from 'preact/hooks'
import type { PrivateJwk } from '../shared/signature.ts'
import { givenAnew, type Opened, openRows } from '../shared/treasury/opened.ts'
import type { LedgerFilter, LedgerRow, Treasury } from '../shared/treasury/treasury.ts'
import { DonationCard } from './DonationCard.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { FilterForm } from './FilterForm.tsx'
import { KeyForm } from './KeyForm.tsx'
import { Problem } from './Problem.tsx'
import { useWork } from './use-work.ts'
import { useSpeech } from './words-context.ts'

const pageSize = 50

interface Props {
  treasury: Treasury
  sealingKey: PrivateJwk | null
  setKey(key: PrivateJwk | null): void
}

/** The list, narrowed, with names where the key is. */
export const Donations = ({ treasury, sealingKey, setKey }: Props) => {
  const { t } = useSpeech()
  const { busy, error, run } = useWork()
  const [filter, setFilter] = useState<LedgerFilter>({})
  const [rows, setRows] = useState<readonly LedgerRow[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [opened, setOpened] = useState<ReadonlyMap<string, Opened>>(new Map())

  const load = (of: LedgerFilter, after: string | null) =>
    run(async () => {
      const page = await treasury.list(of, { after: after ?? undefined, limit: pageSize, sealed: true })
      setRows(after === null ? page.donations : [...rows, ...page.donations])
      setNext(page.next)
    })
  useEffect(() => void load(filter, null), [filter])
  useEffect(() => {
    let over = false
    const open = async () => {
      const all = sealingKey ? await openRows(rows, sealingKey) : []
      if (!over) setOpened(new Map(all.map((one) => [one.row.id, one])))
    }
    void open()
    return () => {
      over = true
    }
  }, [rows, sealingKey])

  const anew = givenAnew([...opened.values()])
  return (
    <>
      <FilterForm show={setFilter} />
      <KeyForm sealingKey={sealingKey} setKey={setKey} />
      <ExportButtons treasury={treasury} filter={filter} sealingKey={sealingKey} />
      <Problem error={error} />
      <p role="status">{busy ? t.loading : `${t.count(rows.length)}${next ? '+' : ''}`}</p>
      <ul class="cards">
        {rows.map((row) => (
          <DonationCard
            key={row.id}
            row={row}
            opened={opened.get(row.id) ?? null}
            anew={anew.get(row.id) ?? null}
          />
        ))}
      </ul>
      {next !== null && (
        <button type="button" class="button" disabled={busy} onClick={() => load(filter, next)}>
          {t.more}
        </button>
      )}
    </>
  )
}
