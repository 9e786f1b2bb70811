import 'konva/lib/shapes/Image.js';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { Group, Image, Stage as KonvaStage, Layer, Shape } from 'react-konva/lib/ReactKonvaCore.js';
import { SIDES, type Size } from '../../domain/side.ts';
import { HandleSlider } from './HandleSlider.tsx';
import moved from './layers/moved.module.css';
import type { ViewGetter } from './result/useStagePlace.ts';
import { SourceEdge } from './SourceEdge.tsx';
import styles from './Stage.module.css';
import { StageTools } from './StageTools.tsx';
import { noRefs } from './stageRefs.ts';
import { useStage } from './useStage.ts';

export interface StageSource {
  readonly key: string;
  readonly name: string;
  readonly size: Size;
  /** What is drawn: the image, or a smaller copy of a large one. */
  readonly bitmap: ImageBitmap;
  /** What the browser decodes of it where a part is looked at closely. */
  readonly shown: Blob;
}

interface StageProps {
  source: StageSource;
  /** A frame that one request does not reach takes steps. */
  takesSteps: boolean;
  /** Who will expand, where that is not the engine that drafts; null where it is. */
  otherProvider: string | null;
  /** What lies over the canvas and follows its view. */
  overlay: (view: ViewGetter) => ReactNode;
}

/**
 * The canvas: the source, the frame around it, and a handle on each side. React draws it once; `useStage`
 * moves what is on it without React. Every handle has a focusable slider in the document over the canvas.
 */
export function Stage({ source, takesSteps, otherProvider, overlay }: StageProps) {
  const parts = useRef(noRefs());
  const stage = useStage(parts, source);
  useEffect(() => parts.current.view?.showSteps(takesSteps), [takesSteps]);
  const { current } = parts;
  const view = useCallback(() => parts.current.view, []);

  return (
    <div
      ref={(element) => {
        current.container = element;
      }}
      className={styles.stage}
      data-on-surround
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
        {/* What lies around the source and over it. */}
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
      {/* The stage fills it with what a drag moves. */}
      <div
        ref={(element) => {
          current.dragLayers = element;
        }}
        className={styles.dragLayers}
        aria-hidden
        hidden
      />
      {/* Over the picture and the curtains that take the canvas's place during a drag. */}
      <p
        ref={(element) => {
          current.draftLabel = element;
        }}
        className={styles.draftLabel}
        hidden
      >
        {otherProvider
          ? `Rough idea by the built-in engine, not ${otherProvider}`
          : 'Draft · built-in engine'}
      </p>
      {otherProvider && <SourceEdge view={view} size={source.size} />}
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
        className={`${moved.moved} ${styles.readOut} tabular`}
        aria-hidden
        hidden
      />
      <div
        ref={(element) => {
          current.guideChip = element;
        }}
        className={`${moved.moved} ${styles.guideChip} tabular`}
        aria-hidden
        hidden
      />
      {overlay(view)}
      <StageTools
        view={view}
        zoomLabel={(element) => {
          current.zoomLabel = element;
        }}
      />
    </div>
  );
}
