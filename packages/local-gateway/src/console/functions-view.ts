import type { ConsoleSource } from './console-source.ts';
import type { Recorder } from './recorder.ts';
import type { FunctionsView } from './wire/functions.ts';

/** All functions with their execution environments, and what the gateway has said; no value of any environment variable. */
export function toFunctionsView(gateway: ConsoleSource, recorder: Recorder): FunctionsView {
  const { functions } = gateway.model();
  const views = gateway.functionStates().flatMap(({ arn, generation, environments }) => {
    const definition = functions.get(arn);
    if (definition === undefined) return [];
    const { name, stack, handler, runtime, memorySize, timeout, environment } = definition;
    return {
      name,
      stack,
      handler,
      runtime,
      memorySize,
      timeout,
      environmentNames: Object.keys(environment).toSorted(),
      generation,
      environments: environments.map(({ id, status, invocations, pid }) => {
        const maxMemoryUsedMb = recorder.maxMemoryUsed(id);
        return {
          id,
          status,
          invocations,
          ...(pid !== undefined && { pid }),
          ...(maxMemoryUsedMb !== undefined && { maxMemoryUsedMb }),
        };
      }),
      usage: recorder.usage(name),
    };
  });
  return { functions: views, messages: recorder.messages() };
}
