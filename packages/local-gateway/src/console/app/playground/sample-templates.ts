import type { PlacedMethod } from '../data/use-apis.ts';

/** A template to begin with. */
export interface SampleTemplate {
  readonly title: string;
  readonly template: string;
}

/** Some ways to write a mapping template, then those of the app itself. */
export function templatesOf(methods: readonly PlacedMethod[]): readonly SampleTemplate[] {
  const own = methods.flatMap(({ api, path, method }) =>
    Object.entries(method.details?.settings.Integration.RequestTemplates ?? {}).map(
      ([mediaType, template]) => ({
        title: `${api.stack}: ${method.httpMethod} ${path}, ${mediaType}`,
        template,
      }),
    ),
  );
  return [...samples, ...own];
}

const samples: readonly SampleTemplate[] = [
  {
    title: 'One member of the body, and who asks',
    template: `{
  "message": $input.json('$.message'),
  "method": "$context.httpMethod",
  "sourceIp": "$context.identity.sourceIp",
  "userAgent": "$util.escapeJavaScript($input.params('User-Agent'))"
}
`,
  },
  { title: 'The body as it came', template: "$input.json('$')\n" },
  {
    title: 'All parameters',
    template: `#set($all = $input.params())
{
#foreach($type in $all.keySet())
  "$type": {
#foreach($name in $all.get($type).keySet())
    "$util.escapeJavaScript($name)": "$util.escapeJavaScript($all.get($type).get($name))"#if($foreach.hasNext),#end

#end
  }#if($foreach.hasNext),#end

#end
}
`,
  },
];
