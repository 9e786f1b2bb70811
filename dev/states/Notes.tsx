import { PROBLEM_CODES, ProblemError, problemDetail, problemTitle } from '../../src/domain/problem.ts';
import { StoppedProviders } from '../../src/gallery/StoppedProviders.tsx';
import { SourceNotice } from '../../src/source/SourceNotice.tsx';
import { Button } from '../../src/ui/Button.tsx';
import { Notice } from '../../src/ui/Notice.tsx';
import { Section, Specimen } from './Specimen.tsx';
import { stoppedConfig } from './sampleConfig.ts';

const nothing = () => undefined;
const NO_NOTICE = {
  openProblem: null,
  uploadProblem: null,
  openingFrom: null,
  onCopy: () => undefined,
};

/** Notices as each place shows them. */
export function Notes() {
  const now = new Date();
  return (
    <Section id="notices" title="Notices">
      <Specimen caption="a note">
        <Notice tone="note">Showing what was last known. It is brought up to date by itself.</Notice>
      </Specimen>
      <Specimen caption="a problem with a way out">
        <Notice
          tone="problem"
          title="The list could not be loaded"
          actions={<Button size="s">Try again</Button>}
        >
          {problemDetail('internal')}
        </Notice>
      </Specimen>
      <Specimen caption="a problem to dismiss">
        <Notice tone="problem" title="Not deleted" onDismiss={nothing}>
          {problemDetail('relay-unreachable')}
        </Notice>
      </Specimen>
      <Specimen caption="a provider refuses the key">
        <StoppedProviders config={stoppedConfig('upstream-unauthorized', now)} />
      </Specimen>
      <Specimen caption="a provider has stopped the account">
        <StoppedProviders config={stoppedConfig('upstream-account', now)} />
      </Specimen>
      <Specimen caption="an image could not be opened" width="wide">
        <SourceNotice {...NO_NOTICE} openProblem={new ProblemError('source-too-small')} />
      </Specimen>
      <Specimen caption="the relay cannot take the image now" width="wide">
        <SourceNotice {...NO_NOTICE} uploadProblem={new ProblemError('disk-full')} />
      </Specimen>
      <Specimen caption="an image is being fetched" width="wide">
        <SourceNotice {...NO_NOTICE} openingFrom="images.example.com" />
      </Specimen>
    </Section>
  );
}

/** The title and the sentence of every problem there is, to be read one after the other. */
export function Sentences() {
  return (
    <Section
      id="sentences"
      title="Every problem"
      lead={`${PROBLEM_CODES.length} codes with the sentence that a designer reads.`}
    >
      {PROBLEM_CODES.map((code) => (
        <Specimen key={code} caption={code}>
          <Notice tone="problem" title={problemTitle(code)}>
            {problemDetail(code)}
          </Notice>
        </Specimen>
      ))}
    </Section>
  );
}
