{{- define "pawstream.name" -}}
{{ .Release.Name }}-processor
{{- end }}

{{- define "pawstream.selector" -}}
app.kubernetes.io/name: pawstream-processor
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pawstream.metadata" -}}
name: {{ include "pawstream.name" . }}
labels:
  {{- include "pawstream.selector" . | nindent 2 }}
  app.kubernetes.io/part-of: pawstream
{{- end }}

{{- /* The name of a topic: its setting, or the default. */}}
{{- define "pawstream.topic" -}}
{{ index .settings (printf "pawstream.topics.%s" .topic) | default .default }}
{{- end }}

{{- define "pawstream.applicationId" -}}
{{ index .Values.settings "quarkus.kafka-streams.application-id" | default "pawstream" }}
{{- end }}

{{- define "pawstream.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /* Integers of more than six digits would become floating-point numbers. */}}
{{- define "pawstream.value" -}}
{{- if kindIs "float64" . }}{{ if eq (floor .) . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{- /* The environment variable of a setting. Quarkus cannot restore the dots in the names of Kafka settings that it does not know. */}}
{{- define "pawstream.variable" -}}
{{- if hasPrefix "kafka-streams." . }}{{ . }}{{ else }}{{ regexReplaceAll "[^A-Za-z0-9]" . "_" | upper }}{{ end }}
{{- end }}
