import { defineError } from 'vivace'

/** A name that the database has already. */
export const NameTaken = defineError({ status: 409, code: 'name-taken', title: 'The name is taken' })

/** Stands in for a database: names, and transactions that add some. */
export const database = {
  names: new Set<string>(),
  rolledBack: 0,

  async begin(): Promise<Transaction> {
    const added: string[] = []
    return {
      add: (name) => void added.push(name),
      commit: async () => {
        if (added.some((name) => database.names.has(name))) throw new NameTaken()
        for (const name of added) database.names.add(name)
      },
      rollback: async () => void database.rolledBack++,
    }
  },
}

interface Transaction {
  add(name: string): void
  commit(): Promise<void>
  rollback(): Promise<void>
}
