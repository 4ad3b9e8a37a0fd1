# Completes the commands and options of ./pawstream in bash. Written by .ci/completion from the help of the commands.
#   source <(./pawstream completion)
_pawstream() {
  local words
  words="demo topics process produce predictions rejected models replay data train import quantize evaluate report chaos soak bench test completion clean help --help --version"
  [ "$COMP_CWORD" -eq 1 ] || case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
    "demo "*) words="--classes --count --heap --help --images --loop --model --no-open --no-thumbnails --port --rate --seed --version" ;;
    "topics create") words="--bootstrap --command-config --help --images-topic --instances-topic --max-image-bytes --model-selection-topic --partitions --predictions-topic --rejected-topic --replication-factor --shadow-topic --version" ;;
    "topics describe") words="--bootstrap --command-config --help --images-topic --instances-topic --model-selection-topic --predictions-topic --rejected-topic --shadow-topic --version" ;;
    "topics "*) words="create describe --help --version" ;;
    "process "*) words="--bootstrap --help --model --models --no-thumbnails --port --version" ;;
    "produce "*) words="--bootstrap --by-reference --command-config --count --expires-in --help --images --loop --model --rate --seed --topic --version" ;;
    "predictions "*) words="--bootstrap --command-config --count --from-beginning --help --output --topic --version" ;;
    "rejected list") words="--bootstrap --command-config --count --follow --help --output --reason --rejected-topic --since --until --version" ;;
    "rejected replay") words="--bootstrap --command-config --count --dry-run --help --reason --rejected-topic --since --topic --until --version" ;;
    "rejected "*) words="list replay --help --version" ;;
    "models canary") words="--help --off --salt --sha256 --share --timeout --token --url --version --wait" ;;
    "models list") words="--help --token --url --version" ;;
    "models select") words="--help --sha256 --timeout --token --url --version --wait" ;;
    "models shadow") words="--help --off --salt --sha256 --share --timeout --token --url --version --wait" ;;
    "models "*) words="canary list select shadow --help --version" ;;
    "replay "*) words="--application-id --bootstrap --from --help --model --models --predictions-topic --restart --to --version" ;;
    "data download") words="--cache --help --url --version" ;;
    "data describe") words="--data --help --keep --more-data --out --pixel-memory --seed --test-size --threads --train-size --validation-size --version" ;;
    "data augment") words="--data --help --keep --more-data --out --pixel-memory --seed --test-size --threads --train-size --validation-size --version" ;;
    "data "*) words="download describe augment --help --version" ;;
    "train "*) words="--base-weights --base-weights-url --batch-size --calibrate --data --drawn-share --epochs --feature-weight --fine-tune --fine-tune-blocks --fine-tune-epochs --fine-tune-rate --help --input-size --keep --learning-rate --mixup --model --more-data --name --out --pixel-memory --pooling --resume --run-dir --schedule --seed --select --teacher --temperature --test-size --threads --train-size --validation-size --variant --version --weight-averaging --weights" ;;
    "import "*) words="--activation --classes --color --crop --filter --help --layout --mean --name --out --preset --rescale --resize --std --try --version" ;;
    "quantize "*) words="--data --help --model --models --threads --version" ;;
    "evaluate "*) words="--count --data --help --model --models --predictions --seed --split --threads --update-card --version" ;;
    "report "*) words="--data --help --model --models --out --threads --version" ;;
    "chaos "*) words="--brokers --events --guarantee --help --kills --model --rate --scenario --seed --version" ;;
    "soak "*) words="--help --load --minutes --models --settle-minutes --switch-seconds --version" ;;
    "bench throughput") words="--events --help --images --models --out --repository --rounds --seconds --stream-threads --version" ;;
    "bench latency") words="--help --images --loads --model --out --repository --rounds --seconds --shadow --version --warm-up" ;;
    "bench scaling") words="--help --images --model --out --repository --rounds --seconds --vary --version --warm-up" ;;
    "bench capacity") words="--help --images --model --other-model --out --rates --repository --rounds --seconds --version --warm-up" ;;
    "bench consumers") words="--events --help --images --models --no-kill --out --peers --repository --rounds --seconds --version" ;;
    "bench monitoring") words="--events --help --images --model --out --repository --rounds --seconds --version --warm-up" ;;
    "bench start") words="--help --images --out --repository --rounds --version" ;;
    "bench "*) words="throughput latency scaling capacity consumers monitoring start --help --images --out --repository --rounds --version" ;;
    "test "*) words="--help --version" ;;
    "clean "*) words="--all --help --version" ;;
    *) words="" ;;
  esac
  # shellcheck disable=SC2207 # Words contain no spaces; bash 3.2 has no mapfile.
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _pawstream pawstream
