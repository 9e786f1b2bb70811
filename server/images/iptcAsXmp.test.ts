import { expect, test } from 'vitest';
import { withIptc } from './iptcAsXmp.ts';

function dataset(number: number, text: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x1c, 2, number, 0, text.length]), text]);
}

const iptc = Buffer.concat([
  dataset(80, Buffer.from('Zo\xeb', 'latin1')),
  dataset(25, Buffer.from('sky')),
  dataset(25, Buffer.from('sea & sand')),
  dataset(90, Buffer.from('Nice')),
  dataset(201, Buffer.from('not in XMP')),
]);
const xmpOf = (description: string) =>
  Buffer.from(
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      `${description}</rdf:RDF></x:xmpmeta>`,
  );

test('what IPTC says stands in XMP, in the kind of list that each has there', () => {
  const xmp = withIptc(null, iptc)?.toString();
  expect(xmp).toContain('<dc:creator><rdf:Seq><rdf:li>Zo\u00eb</rdf:li></rdf:Seq></dc:creator>');
  expect(xmp).toContain('<rdf:Bag><rdf:li>sky</rdf:li><rdf:li>sea &#38; sand</rdf:li></rdf:Bag>');
  expect(xmp).toContain('<photoshop:City>Nice</photoshop:City>');
  expect(xmp).not.toContain('not in XMP');
});

test.each([
  [10, '3', '<photoshop:Urgency>3<'],
  [55, '20240607', '<photoshop:DateCreated>2024-06-07<'],
  [55, '20240000', '<photoshop:DateCreated>2024<'],
  [92, 'Old port', '<Iptc4xmpCore:Location>Old port<'],
  [100, 'FRA', '<Iptc4xmpCore:CountryCode>FRA<'],
  [103, 'A-17', '<photoshop:TransmissionReference>A-17<'],
  [122, 'Bo', '<photoshop:CaptionWriter>Bo<'],
])('dataset %d, %s, becomes %s', (number, text, written) => {
  expect(withIptc(null, dataset(number, Buffer.from(text)))?.toString()).toContain(written);
});

test('UTF-8 is read where IPTC says that it is', () => {
  const marked = Buffer.from('\x1c\x01\x5a\0\x03\x1b%G', 'latin1');
  const xmp = withIptc(null, Buffer.concat([marked, dataset(80, Buffer.from('Zo\u00eb', 'utf8'))]));
  expect(xmp?.toString()).toContain('<rdf:li>Zo\u00eb</rdf:li>');
});

test('what XMP has already stands, and what is added tells of the same picture', () => {
  const own = '<rdf:Description rdf:about="uuid:1"><dc:creator>Ann</dc:creator></rdf:Description>';
  const xmp = withIptc(xmpOf(own), iptc)?.toString() ?? '';
  expect(xmp).toContain(own);
  expect(xmp).not.toContain('Zo\u00eb');
  expect(xmp).toMatch(/<rdf:Description rdf:about="uuid:1" [^>]+><dc:subject>/);
});

test('where there is nothing to add, or no place for it, XMP stays as it is', () => {
  const nothing = Buffer.from('\x1c\x02\x00\0\x02\0\x02', 'latin1');
  expect(withIptc(null, nothing)).toBeNull();
  const odd = Buffer.from('<x:xmpmeta/>');
  expect(withIptc(odd, iptc)).toEqual(odd);
  const wide = Buffer.from(`\ufeff${xmpOf('').toString()}`, 'utf16le');
  expect(withIptc(wide, iptc)).toBe(wide);
});
