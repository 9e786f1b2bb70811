/** How the images of a task that is done are told, beside the documented way. */
export const IMAGE_SHAPES = [
  'a list of images',
  'a task for each image',
  'outputs by turns',
  'messages',
  'images inside',
  'images inside as data: URLs',
  'a list of images inside',
] as const;
type ImageShape = (typeof IMAGE_SHAPES)[number];

/** Those that hold the images themselves. */
export const HOLDS_IMAGES: ReadonlySet<string> = new Set<ImageShape>([
  'images inside',
  'images inside as data: URLs',
  'a list of images inside',
]);

interface ToldTask {
  /** As documented. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Of its images, in order; null for one that is withheld. Only shapes that hold images need them. */
  readonly files: readonly (Buffer | null)[];
}

/** The body of an answer about a task; as documented while it has no images. */
export function toldWithImages(shape: ImageShape, { data, files }: ToldTask): Record<string, unknown> {
  const images = imagesIn(data);
  const told = (more: object) => ({
    ...{ code: 0, message: 'SUCCEED', request_id: crypto.randomUUID() },
    data: { ...data, ...more },
  });
  if (images.length === 0) return told({});
  /** As image models answer: which task it is goes without saying. */
  const alone = (list: readonly unknown[]) => ({
    ...{ created: Date.now(), final_unit_deduction: data.final_unit_deduction },
    data: list,
  });
  const base64 = files.map((file) => file?.toString('base64') ?? null);
  switch (shape) {
    case 'a list of images':
      return alone(images);
    case 'a task for each image':
      return { code: 0, data: images.map((image) => ({ ...data, task_result: { images: [image] } })) };
    case 'outputs by turns':
      return told({ task_result: null, output: images.map(byTurns) });
    case 'messages':
      return told({ task_result: null, choices: images.map(({ url }) => ({ message: messageOf(url) })) });
    case 'images inside':
      return told({ task_result: { images: base64.map((image) => ({ b64_json: image })) } });
    case 'images inside as data: URLs':
      return told({ task_result: { images: base64.map((image) => ({ url: dataUrl(image) })) } });
    case 'a list of images inside':
      return alone(base64.map((image) => ({ url: null, b64_json: image })));
  }
}

interface Image {
  readonly url: string;
}

function imagesIn(data: ToldTask['data']): readonly Image[] {
  const images: unknown = Object(data.task_result).images;
  return Array.isArray(images) ? images.map((image) => ({ url: String(Object(image).url) })) : [];
}

function byTurns({ url }: Image, index: number): unknown {
  if (url === '') return null;
  return [url, { url }, { type: 'image', image_url: { url } }][index % 3];
}

function messageOf(url: string) {
  return { role: 'assistant', content: url === '' ? null : `Here it is: ![image](${url})` };
}

function dataUrl(image: string | null): string {
  return image === null ? '' : `data:image/png;base64,${image}`;
}
