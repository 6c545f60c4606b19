{{- define "tiqiao.name" -}}
{{- printf "%s" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end }}

{{- define "tiqiao.labels" -}}
app.kubernetes.io/name: tiqiao
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "tiqiao.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Variables of every process. Secrets are files: an environment is shown by whoever describes a pod. */}}
{{- define "tiqiao.environment" -}}
- {name: TIQIAO_HTTPS, value: "1"}
- {name: TIQIAO_PUBLIC_URL, value: {{ printf "https://%s" .Values.host | quote }}}
- {name: TIQIAO_ALLOWED_HOSTS, value: {{ .Values.host | quote }}}
- {name: TIQIAO_TRUSTED_PROXIES, value: {{ .Values.trustedProxies | quote }}}
- {name: TIQIAO_ELASTICSEARCH_URL, value: {{ .Values.elasticsearch.url | quote }}}
{{- if .Values.elasticsearch.caSecret }}
- {name: TIQIAO_ELASTICSEARCH_CA, value: /run/secrets/elasticsearch/ca.crt}
{{- end }}
- {name: TIQIAO_S3_BUCKET, value: {{ .Values.s3.bucket | quote }}}
{{- with .Values.s3.endpoint }}
- {name: TIQIAO_S3_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with .Values.s3.region }}
- {name: TIQIAO_S3_REGION, value: {{ . | quote }}}
{{- end }}
{{- range .Values.secret.keys }}
{{- if not (and $.Values.database.secretName (eq . "database_url")) }}
- {name: TIQIAO_{{ upper . }}_FILE, value: {{ printf "/run/secrets/tiqiao/%s" . | quote }}}
{{- end }}
{{- end }}
{{- if .Values.database.secretName }}
- {name: TIQIAO_DATABASE_URL_FILE, value: /run/secrets/database/url}
{{- end }}
{{- range $name, $value := .Values.settings }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{- define "tiqiao.mounts" -}}
- {name: data, mountPath: /var/lib/tiqiao}
- {name: tmp, mountPath: /tmp}
- {name: secrets, mountPath: /run/secrets/tiqiao, readOnly: true}
{{- if .Values.database.secretName }}
- {name: database, mountPath: /run/secrets/database, readOnly: true}
{{- end }}
{{- if .Values.elasticsearch.caSecret }}
- {name: elasticsearch, mountPath: /run/secrets/elasticsearch, readOnly: true}
{{- end }}
{{- end }}

{{- define "tiqiao.volumes" -}}
- name: data
  emptyDir: {sizeLimit: 1Gi}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
- name: secrets
  secret:
    secretName: {{ .Values.secret.name }}
    defaultMode: 288
    items:
    {{- range .Values.secret.keys }}
    {{- if not (and $.Values.database.secretName (eq . "database_url")) }}
    - {key: {{ . }}, path: {{ . }}}
    {{- end }}
    {{- end }}
{{- if .Values.database.secretName }}
- name: database
  secret:
    secretName: {{ .Values.database.secretName }}
    defaultMode: 288
    items: [{key: {{ .Values.database.key }}, path: url}]
{{- end }}
{{- if .Values.elasticsearch.caSecret }}
- name: elasticsearch
  secret:
    secretName: {{ .Values.elasticsearch.caSecret }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end }}

{{- define "tiqiao.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "tiqiao.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Where a pod may go; shared by the migrations' job. */}}
{{- define "tiqiao.placement" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
- name: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
