package org.tcmureclaim.manual;

/** Lets {@code shrink} and {@code explain} complete the devices that configfs shows. */
final class DeviceCompletion {
  /** Asks no agent, as that would start a Java at each tab. */
  static final String SCRIPT =
      """

      # What target_core_user has: the folders of the devices that are enabled.
      function _tcmu_reclaim_devices() {
        local core=${TCMU_RECLAIM_CORE:-/sys/kernel/config/target/core} device
        for device in "$core"/user_*/*/; do
          [[ -e $device/enable ]] && device=${device%/} && echo "${device##*/}"
        done
      }

      function _tcmu_reclaim() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        if [[ ${COMP_WORDS[1]} =~ ^(shrink|explain)$ && $COMP_CWORD -ge 2 && $word != -* && $before != --* ]]; then
          COMPREPLY=($(compgen -W "$(_tcmu_reclaim_devices)" -- "$word"))
        else
          _complete_tcmu-reclaim
        fi
      }
      complete -F _tcmu_reclaim -o default tcmu-reclaim
      """;

  private DeviceCompletion() {}
}
