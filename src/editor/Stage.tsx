import 'konva/lib/shapes/Image.js';
import { useRef } from 'react';
import { Group, Image, Stage as KonvaStage, Layer, Shape } from 'react-konva/lib/ReactKonvaCore.js';
import { SIDES, type Size } from '../domain/side.ts';
import { HandleSlider } from './HandleSlider.tsx';
import styles from './Stage.module.css';
import { StageTools } from './StageTools.tsx';
import { noParts } from './stageParts.ts';
import { useStage } from './useStage.ts';

export interface StageSource {
  readonly key: string;
  readonly name: string;
  readonly size: Size;
  /** What is drawn: the image, or a smaller copy of a large one. */
  readonly bitmap: ImageBitmap;
  readonly file: Blob;
}

/**
 * The canvas: the source, the frame around it, and a handle on each side. React draws it once; a drag moves the
 * Konva nodes through `useStage` without it. Every handle has a focusable slider in the document over the canvas.
 */
export function Stage({ source }: { source: StageSource }) {
  const parts = useRef(noParts());
  const stage = useStage(parts, source);
  const { current } = parts;

  return (
    <div
      ref={(element) => {
        current.container = element;
      }}
      className={styles.stage}
    >
      <KonvaStage width={stage.width} height={stage.height} listening={false} className={styles.canvas}>
        {/* Stands still during a drag: what holds the source is not drawn again. */}
        <Layer listening={false}>
          <Shape
            ref={(node) => {
              current.ground = node;
            }}
          />
          <Image
            ref={(node) => {
              current.image = node;
            }}
            image={source.bitmap}
          />
          <Image
            ref={(node) => {
              current.sharp = node;
            }}
            image={undefined}
            visible={false}
          />
        </Layer>
        {/* Everything that a drag moves: one canvas to draw and to show. */}
        <Layer listening={false}>
          <Group
            ref={(node) => {
              current.draft.group = node;
            }}
          >
            <Shape
              ref={(node) => {
                current.area = node;
              }}
            />
            <Image
              ref={(node) => {
                current.draft.under = node;
              }}
              image={undefined}
              visible={false}
              perfectDrawEnabled={false}
            />
            <Image
              ref={(node) => {
                current.draft.over = node;
              }}
              image={undefined}
              visible={false}
              perfectDrawEnabled={false}
            />
          </Group>
          <Shape
            ref={(node) => {
              current.marks = node;
            }}
          />
        </Layer>
      </KonvaStage>
      {SIDES.map((side) => (
        <HandleSlider
          key={side}
          side={side}
          size={source.size}
          ref={(element) => {
            current.sliders[side] = element;
          }}
        />
      ))}
      <div
        ref={(element) => {
          current.readOut = element;
        }}
        className={`${styles.readOut} tabular`}
        aria-hidden
        hidden
      />
      <div
        ref={(element) => {
          current.guideChip = element;
        }}
        className={`${styles.guideChip} tabular`}
        aria-hidden
        hidden
      />
      <p
        ref={(element) => {
          current.draftLabel = element;
        }}
        className={styles.draftLabel}
        hidden
      >
        Draft · built-in engine
      </p>
      <StageTools
        view={() => current.view}
        zoomFigure={(element) => {
          current.zoomFigure = element;
        }}
      />
    </div>
  );
}
