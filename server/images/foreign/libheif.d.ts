/** The part of libheif that is called here, as Emscripten exports it. */
declare module 'libheif-js/wasm-bundle.js' {
  interface Handle {
    delete(): void;
  }
  interface Channel {
    readonly width: number;
    readonly height: number;
    /** Bytes from row to row. */
    readonly stride: number;
    readonly bits_per_pixel: number;
    readonly data: Uint8Array;
    readonly id: unknown;
  }
  /** An error has a message and no channels. */
  interface Decoded {
    readonly width?: number;
    readonly height?: number;
    readonly channels?: readonly Channel[];
    readonly message?: string;
  }
  const libheif: {
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
    readonly heif_chroma: {
      readonly heif_chroma_interleaved_RGBA: unknown;
      readonly heif_chroma_interleaved_RRGGBBAA_LE: unknown;
    };
    readonly heif_channel: { readonly heif_channel_interleaved: unknown };
    readonly heif_error_code: { readonly heif_error_Ok: unknown };
    heif_context_alloc(): Handle;
    heif_context_read_from_memory(context: Handle, bytes: Uint8Array): { code: unknown; message: string };
    heif_js_context_get_primary_image_handle(context: Handle): Handle | { message?: string };
    heif_image_handle_get_width(image: Handle): number;
    heif_image_handle_get_height(image: Handle): number;
    heif_image_handle_has_alpha_channel(image: Handle): number;
    heif_js_decode_image2(image: Handle, colours: unknown, chroma: unknown): Decoded;
  };
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default libheif;
}
