import { describe, expect, it } from 'vitest'
import { fixtureFeed } from '../tests/arxiv-fixture.ts'
import { FeedInvalid, parseArxivFeed } from './arxiv-feed.ts'

describe('parseArxivFeed()', () => {
  it('reads title, authors, PDF and primary category', () => {
    const { total, entries } = parseArxivFeed(fixtureFeed)
    expect(total).toBe(1)
    expect(entries).toEqual([
      {
        tool: 'arxiv',
        title: 'Multi-Electron Production at High Transverse Momenta in ep Collisions at HERA',
        url: 'https://arxiv.org/abs/hep-ex/0307015v1',
        authors: ['H1 Collaboration'],
        published_at: '2003-07-07T17:46:39.000Z',
        summary:
          'Multi-electron production is studied at high electron transverse momentum in positron- and electron-proton collisions using the H1 detector at HERA. Yields are as expected where M<100 GeV & more.',
        pdf_url: 'https://arxiv.org/pdf/hep-ex/0307015v1',
        primary_category: 'hep-ex',
        score: null,
      },
    ])
  })

  it('reads a feed without entries', () => {
    expect(parseArxivFeed('<feed xmlns="http://www.w3.org/2005/Atom"></feed>')).toEqual({
      total: 0,
      entries: [],
    })
  })

  it.each([
    ['what is no XML', 'Rate exceeded.'],
    ['HTML', '<html><body>busy</body></html>'],
    ['a feed that is cut off', fixtureFeed.slice(0, 900)],
    ['nothing', ''],
    [
      'entities of a document type',
      '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&x;</title></feed>',
    ],
  ])('refuses %s', (_what, xml) => {
    expect(() => parseArxivFeed(xml)).toThrow(FeedInvalid)
  })

  it('says what arXiv says of a query that it does not understand', () => {
    const refusal = fixtureFeed.replace(
      'http://arxiv.org/abs/hep-ex/0307015v1',
      'http://arxiv.org/api/errors#incorrect_id',
    )
    expect(() => parseArxivFeed(refusal)).toThrow('did not understand the query')
  })

  it('keeps authors of another vocabulary apart', () => {
    const other = fixtureFeed.replace('<name>H1', '<name xmlns="urn:other">Somebody else</name><name>H1')
    expect(parseArxivFeed(other).entries[0]?.authors).toEqual(['H1 Collaboration'])
  })
})
