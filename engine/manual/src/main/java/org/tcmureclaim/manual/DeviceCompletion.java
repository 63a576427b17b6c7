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

      # Names of customers in the configuration.
      function _tcmu_reclaim_customers() {
        local etc=${TCMU_RECLAIM_ETC:-/etc/tcmu-reclaim}
        sed -n 's/^[^#]*- *{\\{0,1\\} *name: *\\([^ ,}#]*\\).*/\\1/p' \
          "$etc/agent.yaml" "$etc"/customers.d/*.y*ml 2>/dev/null
      }

      function _tcmu_reclaim() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        if [[ ${COMP_WORDS[1]} =~ ^(shrink|explain)$ && $COMP_CWORD -ge 2 && $word != -* && $before != --* ]]; then
          COMPREPLY=($(compgen -W "$(_tcmu_reclaim_devices)" -- "$word"))
        elif [[ $before == --customer ]]; then
          COMPREPLY=($(compgen -W "$(_tcmu_reclaim_customers)" -- "$word"))
        else
          _complete_tcmu-reclaim
        fi
      }
      complete -F _tcmu_reclaim -o default tcmu-reclaim
      """;

  private DeviceCompletion() {}
}
