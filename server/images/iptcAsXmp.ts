/**
 * What of IPTC the older model and the newer one both know, dataset by dataset, and how XMP holds it (IPTC Photo Metadata
 * Standard 2023.2, «IIM to XMP mapping»).
 */
const PROPERTIES = [
  { dataset: 5, name: 'dc:title', holds: 'languages' },
  { dataset: 10, name: 'photoshop:Urgency', holds: 'text' },
  { dataset: 25, name: 'dc:subject', holds: 'Bag' },
  { dataset: 40, name: 'photoshop:Instructions', holds: 'text' },
  { dataset: 55, name: 'photoshop:DateCreated', holds: 'date' },
  { dataset: 80, name: 'dc:creator', holds: 'Seq' },
  { dataset: 85, name: 'photoshop:AuthorsPosition', holds: 'text' },
  { dataset: 90, name: 'photoshop:City', holds: 'text' },
  { dataset: 92, name: 'Iptc4xmpCore:Location', holds: 'text' },
  { dataset: 95, name: 'photoshop:State', holds: 'text' },
  { dataset: 100, name: 'Iptc4xmpCore:CountryCode', holds: 'text' },
  { dataset: 101, name: 'photoshop:Country', holds: 'text' },
  { dataset: 103, name: 'photoshop:TransmissionReference', holds: 'text' },
  { dataset: 105, name: 'photoshop:Headline', holds: 'text' },
  { dataset: 110, name: 'photoshop:Credit', holds: 'text' },
  { dataset: 115, name: 'photoshop:Source', holds: 'text' },
  { dataset: 116, name: 'dc:rights', holds: 'languages' },
  { dataset: 120, name: 'dc:description', holds: 'languages' },
  { dataset: 122, name: 'photoshop:CaptionWriter', holds: 'text' },
] as const;

const APPLICATION_RECORD = 2;
/** Dataset 1:90 with this says that the text is UTF-8 (ISO 2022). */
const UTF8_MARK = Buffer.from('\x1c\x01\x5a\0\x03\x1b%G', 'latin1');
const DATASET_HEAD_BYTES = 5;

/**
 * XMP that also says what IPTC says, for files that hold no IPTC. What the XMP already has stands; an XMP without room
 * for more is left as it is. Null where neither says anything.
 */
export function withIptc(xmp: Buffer | null, iptc: Buffer): Buffer | null {
  const own = xmp?.toString('utf8') ?? EMPTY;
  // Of UTF-16, too, nothing is found.
  if (!own.includes(END)) return xmp;
  const said = textsOf(iptc);
  const added = PROPERTIES.filter(({ dataset, name }) => said.has(dataset) && !own.includes(name))
    .map(({ dataset, name, holds }) => element(name, holds, said.get(dataset) ?? []))
    .join('');
  if (added === '') return xmp;
  // All that tells of one picture has the same `about`.
  const about = /rdf:about=("[^"]*"|'[^']*')/.exec(own)?.[1] ?? '""';
  const description =
    `<rdf:Description rdf:about=${about} xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    `xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ` +
    `xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">${added}</rdf:Description>`;
  return Buffer.from(
    own.replace(END, () => `${description}${END}`),
    'utf8',
  );
}

const END = '</rdf:RDF>';
const EMPTY =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '</rdf:RDF></x:xmpmeta>';

function element(
  name: string,
  holds: (typeof PROPERTIES)[number]['holds'],
  texts: readonly string[],
): string {
  const escaped = texts.map((text) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML holds none of them.
    text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  );
  const items = escaped.map((text) => `<rdf:li>${text}</rdf:li>`).join('');
  switch (holds) {
    case 'text':
      return `<${name}>${escaped[0]}</${name}>`;
    case 'date':
      return `<${name}>${isoDate(escaped[0] ?? '')}</${name}>`;
    case 'languages':
      return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped[0]}</rdf:li></rdf:Alt></${name}>`;
    default:
      return `<${name}><rdf:${holds}>${items}</rdf:${holds}></${name}>`;
  }
}

/** CCYYMMDD as XMP writes dates; month and day are 00 where nobody knows them. */
function isoDate(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return text;
  return [year, month, day].slice(0, month === '00' ? 1 : day === '00' ? 2 : 3).join('-');
}

/** The texts of each dataset of the application record: mark, record, dataset, length, bytes. */
function textsOf(iptc: Buffer): Map<number, string[]> {
  const encoding = iptc.includes(UTF8_MARK) ? 'utf8' : 'latin1';
  const texts = new Map<number, string[]>();
  let at = 0;
  while (at + DATASET_HEAD_BYTES <= iptc.length && iptc[at] === 0x1c) {
    const [record, dataset = 0] = [iptc[at + 1], iptc[at + 2]];
    const end = at + DATASET_HEAD_BYTES + iptc.readUInt16BE(at + 3);
    const text = iptc.toString(encoding, at + DATASET_HEAD_BYTES, end);
    if (record === APPLICATION_RECORD) texts.set(dataset, [...(texts.get(dataset) ?? []), text]);
    at = end;
  }
  return texts;
}
