import { uuidv7 } from 'uuidv7'
import type { AuditRow } from '../../shared/treasury/treasury.ts'
import type { Queries } from '../storage/storage.ts'

export type AuditDetail = AuditRow['detail']

/** Writes who did what, in the transaction that did it. */
export const writeAudit = async (
  db: Queries,
  at: string,
  treasurer: string,
  action: string,
  detail: AuditDetail = {},
): Promise<void> => {
  await db
    .insertInto('audit')
    .values({ id: uuidv7(), at, treasurer, action, detail: JSON.stringify(detail) })
    .execute()
}

/** The newest entries, newest first. */
export const readAudit = async (db: Queries, limit: number): Promise<AuditRow[]> => {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditDetail }))
}
