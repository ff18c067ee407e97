package org.jobyard.web.view.text;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The time zones that forms offer: those that people name by place, and UTC. */
@Named
@ApplicationScoped
public class Zones {

    public List<String> getAll() {
        return Stream.concat(
                        Stream.of("UTC"),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(zone -> zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe"
                                        + "|Indian|Pacific)/.*"))
                                .sorted())
                .toList();
    }
}
