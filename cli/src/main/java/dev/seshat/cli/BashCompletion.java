package dev.seshat.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The completion script for bash; zsh reads it too. It knows the commands by itself, and asks the program only for what is in
/// the store.
final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of seshat's commands in bash and zsh, made by `seshat completion`.
      #   now:      source <(seshat completion bash)
      #   for good: seshat completion bash > ~/.local/share/bash-completion/completions/seshat

      # Of a command ($1): its verbs (v), its options (o), its options that take a value with what they take (k), what
      # its parameters take (a).
      _seshat_of() {
        v= o= k= a=
        case $1 in
      """;

  private static final String TAIL =
      """
        esac
        o="$o %s"
        k="$k %s"
      }

      # Completes $2 to what $1 stands for: files, things in the store, or words joined by commas.
      _seshat_reply() {
        case $1 in
          '') ;;
          @files)
            type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
            while IFS= read -r w; do COMPREPLY+=("$w"); done < <(compgen -f -- "$2")
            ;;
          @*)
            while IFS=$'\\t' read -r w _; do
              [[ $w == "$2"* ]] && COMPREPLY+=("$(printf %%q "$w")")
            done < <("$seshat" complete "${1#@}" "${store[@]}" 2>/dev/null)
            ;;
          *)
            for w in ${1//,/ }; do
              [[ $w == "$2"* ]] && COMPREPLY+=("$w")
            done
            ;;
        esac
      }

      _seshat() {
        local IFS=$' \\t\\n' seshat=$1 cur prev path= n=0 i w v o k a
        local -a store=() kinds=()
        cur=${COMP_WORDS[COMP_CWORD]}
        prev=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        # bash takes --option=value apart
        if [[ $cur == = ]]; then
          cur=
        elif [[ $prev == = ]]; then
          prev=${COMP_WORDS[COMP_CWORD-2]}
        fi
        _seshat_of ""
        for ((i = 1; i < COMP_CWORD; i++)); do
          w=${COMP_WORDS[i]}
          case $w in
            -*)
              if [[ " $k" == *" $w="* ]]; then
                [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))
                ((i++))
                [[ $w == --store && $i -lt $COMP_CWORD ]] && store=(--store "${COMP_WORDS[i]}")
              fi
              ;;
            *)
              if [[ $n == 0 && " $v " == *" $w "* ]]; then
                path="$path $w"
                _seshat_of "$path"
              else
                n=$((n + 1))
              fi
              ;;
          esac
        done
        if [[ $prev == -* ]]; then
          for w in $k; do
            if [[ $w == "$prev="* ]]; then
              _seshat_reply "${w#*=}" "$cur"
              return
            fi
          done
        fi
        if [[ $cur == -* ]]; then
          _seshat_reply "${o// /,}" "$cur"
        elif [[ -n $v && $n == 0 ]]; then
          _seshat_reply "${v// /,}" "$cur"
        else
          kinds=($a)
          [[ -n ${kinds[n]} && ${kinds[n]} != - ]] && _seshat_reply "${kinds[n]}" "$cur"
        fi
        return 0
      }

      complete -F _seshat seshat
      """;

  private BashCompletion() {}

  static String script(CommandSpec top) {
    StringBuilder script = new StringBuilder(HEAD);
    for (CommandSpec command : CommandTree.all(top)) {
      script
          .append("    '")
          .append(command == top ? "" : command.qualifiedName().substring(top.name().length()))
          .append("') v='")
          .append(String.join(" ", verbs(command)))
          .append("' o='");
      List<OptionSpec> options = command == top ? List.of() : CommandTree.options(command);
      script.append(names(options)).append("' k='").append(values(options)).append("' a='");
      script
          .append(
              CommandTree.parameters(command).stream()
                  .map(each -> CompleteCommand.kindOf(each))
                  .map(kind -> kind.isEmpty() ? "-" : kind)
                  .collect(Collectors.joining(" ")))
          .append("' ;;\n");
    }
    List<OptionSpec> everywhere = CommandTree.options(top);
    return script + TAIL.formatted(names(everywhere), values(everywhere));
  }

  private static List<String> verbs(CommandSpec command) {
    List<String> verbs = new ArrayList<>();
    for (CommandLine below : new LinkedHashSet<>(command.subcommands().values())) {
      if (!below.getCommandSpec().usageMessage().hidden()) {
        verbs.add(below.getCommandName());
      }
    }
    return verbs;
  }

  private static String names(List<OptionSpec> options) {
    return options.stream().map(OptionSpec::longestName).collect(Collectors.joining(" "));
  }

  private static String values(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> option.arity().max() > 0)
        .map(option -> option.longestName() + "=" + CompleteCommand.kindOf(option))
        .collect(Collectors.joining(" "));
  }
}
