// The seven templates that come with the product. For the server alone: a page gets the template of its review with it.
import boardEvaluation from './builtin/board-evaluation.json' with { type: 'json' };
import incidentReview from './builtin/incident-review.json' with { type: 'json' };
import managementReview from './builtin/management-review.json' with { type: 'json' };
import retrospective from './builtin/retrospective.json' with { type: 'json' };
import selfCheck2022Individual from './builtin/self-check-2022-individual.json' with { type: 'json' };
import selfCheck2023Individual from './builtin/self-check-2023-individual.json' with { type: 'json' };
import selfCheck2023Team from './builtin/self-check-2023-team.json' with { type: 'json' };
import { parseTemplate, type Template } from './template';

/** In the order of the gallery. @throws ZodError when one of our own files is wrong. */
export function builtinTemplates(): Template[] {
  return [
    selfCheck2023Team,
    selfCheck2023Individual,
    selfCheck2022Individual,
    retrospective,
    incidentReview,
    managementReview,
    boardEvaluation,
  ].map(parseTemplate);
}
