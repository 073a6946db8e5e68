import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitStatements } from './split-statements.ts'

const texts = (sql: string): string[] => splitStatements(sql).map(({ text }) => text)

describe('splitStatements()', () => {
  it('says at which line each statement begins, comments before it left out', () => {
    const sql = '-- users\ncreate table a (b int);\n\n/* more */ insert into a\nvalues (1); ;\n-- the end'
    expect(splitStatements(sql)).toEqual([
      { text: 'create table a (b int)', line: 2 },
      { text: 'insert into a\nvalues (1)', line: 4 },
    ])
  })

  it.each([
    ['strings', `select 'a;b''c;d'`],
    ['escape strings', String.raw`select E'a\';b', e'\\;'`],
    ['strings of which a backslash is the last character', String.raw`select ';\'`],
    ['quoted names', `select 1 as "a;""b;"`],
    ['comments', 'select 1 -- a;b\n, 2 /* c;d /* e;f */ ; */'],
    ['dollar quotes', 'do $$ begin perform 1; end; $$'],
    ['dollar quotes with a tag', 'do $a$ begin perform $$;$$; end; $a$'],
    ['names with dollars', 'select a$b$, 1 as c$b$'],
    [
      'bodies of functions',
      'create function a() returns int begin atomic select 1; select case 1 when 1 then 2 end; end',
    ],
    ['bodies of procedures that are replaced', 'create or replace procedure a() begin atomic select 1; end'],
  ])('leaves semicolons inside of %s alone', (_, sql) => {
    expect(texts(`${sql};\nselect 2;`)).toEqual([sql, 'select 2'])
  })

  it('leaves what has no end to the database', () => {
    expect(texts(`select 'a; select 2`)).toEqual([`select 'a; select 2`])
    expect(texts('select 1 /* a; select 2')).toEqual(['select 1 /* a; select 2'])
  })

  it('finds what was joined, whatever it was made of', () => {
    const piece = fc.constantFrom(
      "'a;'",
      '"b;"',
      '$$;$$',
      '$t$;$$;$t$',
      '/*;/*;*/*/',
      '--;\n',
      'x',
      '1',
      '\n',
      '(',
      "E'\\';'",
    )
    const statement = fc
      .array(piece, { minLength: 1, maxLength: 8 })
      .map((pieces) => `select ${pieces.join(' ')} y`)
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
        expect(texts(statements.join(' ;\n '))).toEqual(statements)
      }),
    )
  })
})
